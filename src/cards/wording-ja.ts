// 日本語の文言。
import type { Wording } from './wording-en.js';

export const japanese: Wording = {
  machineTranslation: (provider) => `機械翻訳: ${provider}`,
  demoSummary: '要約: Shinchaku（デモ）',
  noTranslation: '日本語訳はまだありません',
  authors: '著者',
  categories: 'カテゴリー',
  updated: 'この版の投稿日',
  submitted: '初版の投稿日',
  moreAuthors: (count) => ` ほか ${count} 名`,
  moreCategories: (count) => ` ほか ${count} 件`,
  noAbstract: '要約はまだありません。',
  withdrawn: 'この論文は取り下げられました。',
  journalRef: '掲載誌',
  original: '原文',
  translation: '日本語',
  fullText: '全文',
  translateNow: '日本語に訳す',
  translationRefused: '訳文に誤りが見つかったため、表示していません。原文をご覧ください。',
  translationLater: '今は翻訳できません。しばらくしてからもう一度お試しください。',
  translationShareSpent: '今日翻訳できる量を使い切りました。明日またお試しください。',
  listSeparator: '、',

  failed: (reference) =>
    `こちらの不具合で処理できませんでした。設定は何も変わっていません。もう一度お試しください。続くようでしたら、運用者にこの番号をお知らせください: ${reference}`,
  notNow: 'ただいまお答えできません。変更は行っていません。しばらくしてから、もう一度お試しください。',
  unknownCommand: 'このコマンドは現在使われていません。Discord を再読み込み（Ctrl+R）してからお試しください。',
  oldButton: 'このボタンは古いため使えません。もう一度コマンドを実行してください。',
  unknownPaper: (reference) =>
    `「${reference}」という論文は見つかりません。\`s-0123456789\` のようなキー、\`2504.06704\` や \`hep-th/9901001\` のような arXiv ID、arXiv の URL で指定できます。`,
  notFetched: (identifier, why) =>
    ({
      absent: `arXiv に \`${identifier}\` という論文はありません。番号をご確認ください。`,
      'too-many': `\`${identifier}\` はまだ保存されていません。この 1 時間に arXiv から取得できる件数の上限に達しました。時間をおいてお試しください。`,
      failed: `\`${identifier}\` はまだ保存されていません。現在 arXiv から応答がありません。時間をおいてお試しください: https://arxiv.org/abs/${identifier}`,
    })[why],
  onlyInServer: 'このコマンドはサーバーのチャンネルでのみ使えます。',

  outcomeUnknown: (channel, count) =>
    `${channel} に送ったカード ${count} 枚が、実際に投稿されたかどうか確認できません。送信の途中で接続が切れ、このチャンネルの履歴を読む権限もないためです。同じカードを 2 回投稿しないよう保留しています。このチャンネルで「メッセージ履歴を読む」権限をください。履歴を確かめて、足りないカードだけを投稿します。`,
  showCandidates: '対象のカードを見る',
  candidatesTitle: (channel, count) => `${channel} に投稿されたかどうか分からないカード: ${count} 枚`,
  sentAbout: (time) => `${time} ごろ送信`,
  moreCandidates: (count) => `ほか ${count} 枚`,
  noCandidates: (channel) => `${channel} で保留しているカードはもうありません。すべて確認できました。`,

  needsManageChannels: (channel) =>
    `${channel} の登録を変更するには、そのチャンネルの「チャンネルの管理」権限が必要です。何も変更していません。`,
  wrongChannelType: (channel) =>
    `${channel} には直接投稿できません。テキストチャンネル、アナウンスチャンネル、スレッド、フォーラムのいずれかを選んでください。`,
  botLacks: (channel, names) =>
    `${channel} にはまだ投稿できません。次の権限が足りません: ${names.join('、')}。登録は保存していません。権限を付けてから、もう一度実行してください。`,
  permissionNames: {
    view: 'チャンネルを見る',
    send: 'メッセージを送信',
    sendInThreads: 'スレッドでメッセージを送信',
    embed: '埋め込みリンク',
    history: 'メッセージ履歴を読む',
  },
  unknownCategory: (typed, similar) =>
    `「${typed}」は arXiv のカテゴリーにもアーカイブにもありません。${similar.length > 0 ? `もしかして: ${similar.join('、')}` : 'cs.LG のようなコードか、「ロボット工学」のような名前を入力してください。'}`,
  subscribed: (category, channel) => `${category} を ${channel} に登録しました。`,
  alreadySubscribed: (category, channel) => `${category} はすでに ${channel} に登録されています。変更はありません。`,
  cardLanguage: (isJapanese) => (isJapanese ? 'カード: 日本語を優先' : 'カード: 英語'),
  silentStart: 'これから発表される論文を 1 本につき 1 回だけ投稿します。過去の論文は投稿しません。',
  storedAlready: (count, isExact, category) =>
    count === 0
      ? '保存済みの論文はまだありません。'
      : `保存済みの論文は ${count} 本${isExact ? '' : '以上'}です。${category} で見られます。`,
  unsubscribed: (category, channel, withheld) =>
    `${channel} の ${category} を解除しました。${withheld > 0 ? `待っていたカード ${withheld} 件は投稿しません。` : ''}`,
  noSuchSubscription: (existing) =>
    existing.length === 0
      ? 'このサーバーには登録がありません。`/subscribe category` で登録できます。'
      : `その登録はありません。登録済み: ${existing.join('、')}`,
  subscriptionsTitle: (count) => `登録 ${count} 件`,
  noSubscriptions: 'まだ登録がありません。論文を受け取りたいチャンネルで `/subscribe category` を実行してください。',
  allOf: (name) => `${name}（全分野）`,

  found: (count, isExact, query) => `${query}: ${count} 件${isExact ? '' : '以上'}`,
  nothingFound: (query) =>
    `${query} に当てはまる論文はありませんでした。語を減らす、表記を変える、英語（日本語）でも試す、のいずれかをお試しください。`,
  notUnderstood: (reason) => `検索語を解釈できませんでした（${reason}）。`,
  searchedText: (text) => `「${text}」`,
  searchedAuthor: (name) => `著者「${name}」`,
  searchedCategory: (name) => name,
  searchedSince: (date) => `${date} 以降`,
  searchedUntil: (date) => `${date} まで`,
  everything: 'すべての論文',
  crossed: (terms) => `次の語でも検索しました: ${terms.join('、')}`,
  cutShort:
    '時間のかかる検索のため、古い論文までは調べていません。より珍しい語を加えるか、since:2024 のように期間を絞ってください。',
  looser: (query) => `${query} で探す`,
  newestFirst: '新しい順',
  bestFirst: '関連度順',
  sortNewest: '新しい順に並べる',
  sortRelevance: '関連度順に並べる',
  page: (from, to) => `${from}–${to} 件目`,
  previous: '前へ',
  next: '次へ',
  openPaper: 'カードで開く論文を選ぶ',
  similar: '似た論文',
  similarTo: (title) => `「${title}」に似た論文`,
  shared: (terms) => `共通の語: ${terms.join('、')}`,
  noSimilar: (title) => `「${title}」と特徴的な語を共有する論文は、まだ保存されていません。`,
  nothingToLookUp: 'このメッセージには、論文を探す手がかりになる文字がありません。',
  notStored: (identifiers) => `保存されていません: ${identifiers.join('、')}`,

  helpTitle: '新着 (Shinchaku): arXiv の新着論文を日本語と英語で、1 本につき 1 回',
  helpCommands: [
    '`/subscribe category` カテゴリーやアーカイブの論文をチャンネルに届けます',
    '`/unsubscribe` 登録をひとつ解除します',
    '`/subscriptions` どこに何が届くかを一覧します',
    '`/search` 題名と要約を日本語・英語の語で探します。`ti:` `au:` `cat:` `"語句"` `OR` `-除外` `since:7d` も使えます',
    '`/author` 著者の論文を探します',
    '`/category` カテゴリーの最新の論文を、`/latest` 全体の最新の論文を並べます',
    '`/paper` キー、arXiv ID、URL から 1 本を表示します。`/similar` 似た論文を探します',
    'メッセージの「アプリ」から「この論文を探す」も使えます',
  ],
  helpButtons: 'カードの「原文」を押すと原文が、「日本語」を押すと訳文が、押した人だけに表示されます。',
  helpNumbers: (guilds, subscriptions, papers) =>
    `${guilds} サーバー・登録 ${subscriptions} 件・保存済み論文 ${papers} 本`,
  nextSubscribe: '次にすること: まだ登録がありません。チャンネルで `/subscribe category` を実行してください。',
  nextDump: (inbox) => `次にすること: まだダンプがありません。運用者が ${inbox} に置くと取り込まれます。`,
};
