// カード・検索・コマンド・ヘルプの日本語の文言。
import type { Wording } from './wording-en.js';
import { grouped } from '../text/plural.js';
import { beforeJapanese, inQuotes } from '../text/quotation.js';

export const japanese: Wording = {
  machineTranslation: (provider) => `機械翻訳 ${provider}`,
  machineTranslatedTitle: (provider) => `タイトルの機械翻訳 ${provider}`,
  demoSummary: '要約: Shinchaku（デモ）',
  withOthers: (name, others) => `${name} ほか ${grouped(others)} 名`,
  withdrawn: '取り下げ',
  code: 'コード',
  fullText: '全文',
  searchArxiv: '検索',
  noIdentifier: 'arXiv ID 未確認',
  similar: '似た論文',

  authors: '著者',
  categories: '分野',
  dates: '日付',
  firstVersion: '投稿',
  latestVersion: '更新',
  comments: 'コメント',
  journalRef: '掲載誌',
  moreAuthors: (count) => ` ほか ${grouped(count)} 名`,
  moreCategories: (count) => ` ほか ${grouped(count)} 件`,
  noAbstract: '要旨はまだありません。',
  withdrawnPaper: 'この論文は取り下げられました。',
  original: '原文',
  translation: '日本語',
  readOn: '続きを読む',
  translateNow: '日本語に訳す',
  translationRefused: '訳文に誤りが見つかったため、表示していません。原文をご覧ください。',
  translationLater: '現在は翻訳できません。しばらくしてからもう一度お試しください。',
  translationShareSpent: '今日翻訳できる上限に達しました。明日またお試しください。',
  listSeparator: '、',

  failed: (reference) =>
    `問題が発生したため、処理を完了できませんでした。設定は変更されていません。もう一度お試しください。繰り返し発生する場合は、ボットの管理者にこの番号をお知らせください: ${reference}`,
  unshown: (reference) =>
    `結果を表示できませんでした。変更は保存されている可能性があります。\`/subscriptions\` や \`/settings\` で確認してください。繰り返し発生する場合は、ボットの管理者にこの番号をお知らせください: ${reference}`,
  notNow: '現在は応答できません。設定は変更されていません。しばらくしてからもう一度お試しください。',
  serverUnknown:
    'このサーバーの情報がまだ Discord から届いていません。設定は変更されていません。1 分ほどしてからもう一度お試しください。',
  unknownCommand: 'このコマンドは現在使用できません。Discord を再読み込み（Ctrl+R）してから、もう一度お試しください。',
  oldButton: 'このボタンの有効期限が切れています。もう一度コマンドを実行してください。',
  sharedBy: (person) => `${person} さんが共有しました`,
  unknownPaper: (reference) =>
    `${reference === '' ? '' : `「${reference}」に該当する`}論文が見つかりませんでした。\`2504.06704\` のような arXiv ID、arXiv のリンク、論文のタイトルのいずれかを入力してください。`,
  severalPapers: (reference) =>
    `「${reference}」に該当する論文が複数あります。\`/search\` で探し、ここには arXiv ID か、タイトル全体を入力してください。`,
  notInLibrary: (link) => `この論文はまだ保存されていません。arXiv で見る: ${link}`,
  notFetched: (identifier, why, link) =>
    ({
      absent: `arXiv に ${identifier} の論文はありません。入力内容をご確認ください。`,
      'too-many': `この論文はまだ保存されていません。arXiv から取得できる 1 時間あたりの上限に達しました。時間をおいてお試しください。arXiv で見る: ${link}`,
      failed: `この論文はまだ保存されていません。現在 arXiv から取得できません。時間をおいてお試しください。arXiv で見る: ${link}`,
    })[why],

  onlyInServer: 'このコマンドはサーバーのチャンネルでのみ使えます。',
  outcomeUnknown: (channel, count) =>
    `${channel} でカード ${grouped(count)} 件の投稿を確認できませんでした。送信中に接続が切れ、チャンネルの履歴を読む権限もないためです。二重に投稿しないよう保留しています。このチャンネルでボットに「メッセージ履歴を読む」権限を付けると、履歴を確認し、足りないカードだけを投稿します。`,
  showCandidates: '対象のカードを見る',
  candidatesTitle: (channel, count) => `${channel} で投稿を確認できていないカード: ${grouped(count)} 件`,
  sentAbout: (time) => `${time} ごろ送信`,
  moreCandidates: (count) => `ほか ${grouped(count)} 件`,
  noCandidates: (channel) => `${channel} で保留中のカードはありません。`,

  needsManageChannels: (channel) =>
    `${channel} の配信を変更するには、そのチャンネルの「チャンネルの管理」権限が必要です。設定は変更されていません。`,
  wrongChannelType: (channel) =>
    `${channel} には投稿できません。テキストチャンネル、アナウンスチャンネル、スレッド、フォーラムのいずれかを選んでください。`,
  botLacks: (channel, names) =>
    `ボットに次の権限がないため、${channel} に投稿できません: ${names.join('、')}。配信は始まっていません。権限を付けてから、もう一度実行してください。`,
  tagRequired: (channel) =>
    `${channel} は投稿にタグが必要なフォーラムですが、ボットが付けられる分野のタグがないため、投稿できません。\`cs.LG\` のような分野コードの名前でタグを作るか、フォーラムの設定でタグを必須でなくしてから、もう一度実行してください。設定は保存されていません。`,
  permissionNames: {
    view: 'チャンネルを見る',
    send: 'メッセージを送信',
    sendInThreads: 'スレッドでメッセージを送信',
    createThreads: '公開スレッドの作成',
    embed: '埋め込みリンク',
    history: 'メッセージ履歴を読む',
  },
  categoryName: (code, name) => (name.includes('（') ? `${code} ${name}` : `${code}（${name}）`),
  unknownCategory: (typed, similar) =>
    `${typed === '' ? 'その' : `「${typed}」という`}分野は arXiv にありません。${similar.length > 0 ? `もしかして: ${similar.join('、')}` : 'cs.LG のようなコードか、「ロボット工学」のような名前を入力してください。'}`,
  allOf: (name) => `${name}・全分野`,

  found: (count, isExact, query) => `${query}: ${grouped(count)} 件${isExact ? '' : '以上'}`,
  foundInAll: (count, isExact) => `検索結果: ${grouped(count)} 件${isExact ? '' : '以上'}`,
  nothingFound: (query) =>
    `${beforeJapanese(query)}に一致する論文は見つかりませんでした。語を減らすか、別の表記や英語で試してください。`,
  nothingStored: (query) => `${query}: 論文はまだありません。`,
  queryProblems: {
    long: (most) => `${most} 文字を超えています`,
    words: (most) => `${most} 語を超えています`,
    depth: (most, at) => `括弧が ${most} 重を超えています（${at} 文字目）`,
    unfinished: (mark, at) => `「${mark}」の後に何もありません（${at} 文字目）`,
    date: (text, at) =>
      `「${text}」（${at} 文字目）は日付として読み取れません。2025、2025-04、2025-04-09、7d、先週 のように入力してください`,
    option: (name, text) =>
      `\`${name}\` の「${text}」は日付として読み取れません。2025、2025-04、2025-04-09、7d、先週 のように入力してください`,
    empty: (text) => `「${text}」には、検索できる文字や数字がありません`,
    unseen: '文字や数字がありません',
    far: (most) => `表示できるのは ${most} 件目までです`,
  },
  notUnderstood: (reason) => `検索語を読み取れませんでした: ${reason}。`,
  searchedText: (text) => inQuotes(text, ['「', '」']),
  searchedAuthor: (name) => `著者「${name}」`,
  searchedSince: (date) => `${date} 以降`,
  searchedUntil: (date) => `${date} まで`,
  everything: '最新の論文',
  partSeparator: '・',
  crossed: (terms) => `次の語でも検索しました: ${terms.join('、')}`,
  cutShort:
    '検索に時間がかかったため、古い論文は調べていません。語を加えるか、since:2024 のように期間を絞ってください。',
  looser: (query) => `${beforeJapanese(query)}で検索`,
  seeLatest: '最新の論文を見る',
  newestFirst: '新しい順',
  bestFirst: '関連度順',
  sortNewest: '新しい順に並べる',
  sortRelevance: '関連度順に並べる',
  page: ({ from, to }, total, isExact) =>
    `${grouped(total)} 件${isExact ? '' : '以上'}中 ${grouped(from)}–${grouped(to)} 件目`,
  previous: '前へ',
  next: '次へ',
  openPaper: '論文を選んで開く',
  similarTo: (title) => `「${title}」に似た論文`,
  shared: (terms) => `共通の語: ${terms.join('、')}`,
  noSimilar: (title) => `「${title}」に似た論文はまだありません。`,
  nothingToLookUp: 'このメッセージには、検索できる文字がありません。',
  alsoNamed: (papers, more) =>
    `ほかにも論文が挙げられています: ${papers.join('、')}${more > 0 ? ` ほか ${grouped(more)} 件` : ''}。\`/paper\` で開けます。`,
  notStored: (identifiers, more) =>
    `まだ保存されていません: ${identifiers.join('、')}${more > 0 ? ` ほか ${grouped(more)} 件` : ''}`,

  helpTitle: '新着 Shinchaku',
  helpAbout: 'arXiv の新着論文を日本語と英語で、1 件につき 1 回だけチャンネルに届けます。',
  helpCommands: {
    search: '日本語・英語の語で論文を検索します',
    latest: '最新の論文を一覧表示します',
    category: '分野ごとに最新の論文を表示します',
    author: '著者の論文を検索します',
    paper: 'arXiv ID やタイトルで論文を開きます',
    similar: '指定した論文に似た論文を探します',
    subscriptions: '配信の一覧を表示します',
    subscribe: '新着をチャンネルに届けます',
    unsubscribe: '配信を停止します',
    settings: '表示言語や時間を設定します',
    why: '届いた理由、届かなかった理由を表示します',
    status: '今日の状況を表示します',
    subscribeSelf: '新着を自分に届けます',
  },
  helpMessages: 'メッセージのメニューから **アプリ** → **この論文を探す** を選ぶと、そのメッセージの論文を表示します',
  helpNumbers: (papers, subscriptions) =>
    `保存済みの論文 ${grouped(papers)} 件${subscriptions === null ? '' : ` · 配信 ${grouped(subscriptions)} 件`}`,
  nextSubscribe: (command) => `次のステップ: 論文を受け取りたいチャンネルで ${command} を実行してください。`,
  nextSubscribeSelf: (command) => `次のステップ: ${command} を実行すると、新着がダイレクトメッセージで届きます。`,
  nextSearch: (command) => `次のステップ: ${command} で論文を検索してみましょう。`,
  helpDirect: '-# 自分だけに届けるには、ボットとのダイレクトメッセージで `/subscribe` を実行してください。',
  nextPapers: 'まだ論文がありません。最初のデータファイルかフィードが届くと、ここから検索できます。',
};
