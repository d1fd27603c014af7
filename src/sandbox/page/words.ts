// The page's own words in both languages.

const ja = {
  language: '言語',
  user: '操作する人',
  command: 'コマンド',
  send: '実行',
  operator: '運用',
  dump: 'ダンプを取り込む',
  status: '状態を見る',
  onlyYou: 'これはあなただけに表示されています',
  dismiss: '閉じる',
  timeout: 'アプリケーションが時間内に応答しませんでした',
  refused: '実行できません: ',
  sent: '実行しました',
  edited: '（編集済み）',
  required: '（必須）',
};
const en: typeof ja = {
  language: 'Language',
  user: 'Acting as',
  command: 'Command',
  send: 'Run',
  operator: 'Operator',
  dump: 'Take in a dump',
  status: 'Show status',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss',
  timeout: 'The application did not respond in time',
  refused: 'Not possible: ',
  sent: 'Done',
  edited: '(edited)',
  required: ' (required)',
};

export function wordsOf(locale: string): typeof ja {
  return locale === 'ja' ? ja : en;
}
