// Names of permissions, as Discord calls them in both languages, and of the errors that can be simulated.

/** In the order in which they are shown. */
type Names = readonly (readonly [name: string, ja: string, en: string])[];

const PERMISSIONS: Names = [
  ['VIEW_CHANNEL', 'チャンネルを見る', 'View Channel'],
  ['SEND_MESSAGES', 'メッセージを送信', 'Send Messages'],
  ['EMBED_LINKS', '埋め込みリンク', 'Embed Links'],
  ['READ_MESSAGE_HISTORY', 'メッセージ履歴を読む', 'Read Message History'],
  ['SEND_MESSAGES_IN_THREADS', 'スレッドでメッセージを送信', 'Send Messages in Threads'],
  ['CREATE_PUBLIC_THREADS', '公開スレッドの作成', 'Create Public Threads'],
];
const FAULTS: Names = [
  ['hang-after-accept', '受け付けた後、応答しない', 'Accepted, then no answer'],
  ['reset-before', '受け付ける前に切断', 'Disconnected before it is accepted'],
  ['reset-after-accept', '受け付けた後に切断', 'Accepted, then disconnected'],
  ['429', '429 レート制限', '429 rate limited'],
  ['500', '500 サーバーエラー', '500 server error'],
  ['502', '502 ゲートウェイエラー', '502 bad gateway'],
  ['401', '401 トークンが無効', '401 token refused'],
  ['403', '403 権限なし', '403 forbidden'],
  ['404', '404 見つからない', '404 not found'],
  ['html-403', '403 ブロック（HTML）', '403 blocked (HTML)'],
];

function nameIn(names: Names, name: string, locale: string): string {
  const found = names.find(([each]) => each === name);
  return found?.[locale === 'ja' ? 1 : 2] ?? name;
}

export const permissionKeys = PERMISSIONS.map(([name]) => name);
export const permissionName = (name: string, locale: string): string => nameIn(PERMISSIONS, name, locale);
export const faultKinds = FAULTS.map(([kind]) => kind);
export const faultName = (kind: string, locale: string): string => nameIn(FAULTS, kind, locale);
