// /why と /status の文言。
import type { WhereaboutsWording } from './whereabouts-en.js';
import { own } from '../../text/markdown.js';
import { grouped } from '../../text/plural.js';

/** `here`: 答えの対象の呼び名。 */
const wordsAbout = (here: string): WhereaboutsWording => ({
  postedCard: (link, time) => `${time} にカードで投稿しました: ${link}`,
  postedLine: (link, time, { line, count }) =>
    `${time} に、${grouped(count)} 件中 ${grouped(line)} 件目として投稿しました: ${link}`,
  postedGone: (time) => `${time} に投稿しましたが、その後メッセージが削除されています。`,
  openMessage: 'メッセージを開く',
  pending: (when, mode) => `まだ投稿していません。${when === null ? '' : `${when}、`}${mode}届きます。`,
  at: (time) => `${time} に`,
  after: (time) => `${time} 以降に`,
  soon: 'まもなく',
  waitsFor: (reason) => `${reason}。`,
  sending: '投稿中です。Discord に届いたかどうかを確認しています。',
  held: (reason) => `保留しています: ${reason}。`,
  rejected: (reason) => `Discord に受け付けられなかったため、投稿していません（${reason}）。`,
  failed: {
    absent: (error) => `ボットの不具合のため、投稿していません（${error}）。詳しくはボットの管理者のログにあります。`,
    doubtful: (error) =>
      `ボットの不具合で投稿が中断しました（${error}）。投稿されたかどうかは分かりません。詳しくはボットの管理者のログにあります。`,
  },
  gaveUp: (attempts, reason) =>
    `${grouped(attempts)} 回試しましたが、Discord に受け付けられなかったため、投稿していません（${reason}）。`,
  withheld: (reason) => `一致しましたが、投稿していません: ${reason}。`,
  untranslated: {
    refused: (reason) => `機械翻訳が検査に通らなかったため、原文で表示している部分があります。理由: ${reason}。`,
    dropped: (reason) => `翻訳できなかったため、原文で表示している部分があります。理由: ${reason}。`,
  },
  matched: (rules) => `一致した配信: ${rules}`,
  notAnnounced: (reason) =>
    `保存されていますが、新着として発表されていません${reason === '' ? '' : `（${reason}）`}。投稿するのは新着だけです。`,
  noRules: `${here}への配信はまだありません。\`/subscribe category\` で始められます。`,
  olderThanRules: (time) => `${time} に発表された論文です。${here}への配信は、その後に始まりました。`,
  noMatch: (rules, categories) => `${here}への配信のどれにも一致しません。配信: ${rules}。論文の分野: ${categories}。`,
  primary: (category) => (category === null ? '主分野' : `${category}（主分野）`),
  crossListed: (category) => (category === null ? 'クロスリスト' : `${category}（クロスリスト）`),
  byWords: (words) => `一致した語: ${words}`,
  author: (name) => `著者 ${name}`,
  removed: '停止済み',
  paused: '一時停止中',
  modes: {
    cards: 'カードで',
    compact: '一覧で',
    thread: 'その日のスレッドに',
    digest: 'ダイジェストで',
  },
  reasons: {
    unsubscribed: '配信が停止されました',
    paused: '配信が一時停止中です',
    moved: '配信がほかのチャンネルに移り、そちらに届きます',
    shown: 'あなたが読めるチャンネルですでに投稿されました',
    channelDeleted: 'チャンネルが削除されました',
    left: 'ボットがサーバーから外れて 30 日たちました',
    samePaper: 'すでに届いた論文と同じものです',
    unknown: '「メッセージ履歴を読む」権限がなく、投稿できたかどうかを確認できません',
    permission: `${here}に投稿する権限がありません`,
    silenced: 'このサーバーでボットがタイムアウトされています',
    discord: (reason) => `現在、Discord が${here}への投稿を受け付けていません（${reason}）`,
    translation: '翻訳を待っています',
  },

  statusTitle: '今日の状況',
  noFeeds: 'arXiv フィードの自動取得はオフです。ボットの管理者が追加したほかの取得元やデータファイルの論文が届きます。',
  dayComplete: (category, papers) => `${category}: すべて受け取りました（${grouped(papers)} 件）`,
  dayPartial: (category, papers) => `${category}: これまでに ${grouped(papers)} 件`,
  dayWaiting: (category) => `${category}: 今日の新着はまだ出ていません`,
  dayNotRead: (category) => `${category}: 今日のフィードはまだ読み込んでいません`,
  dayFailing: (category, since) =>
    `${category}: ${since} から arXiv のフィードを取得できていません（取得し直しています）`,
  dayStale: (category) => `${category}: arXiv にはまだ前の発表が表示されています`,
  dayNone: (category, why) => `${category}: 今日はありません（${why}）`,
  why: {
    weekend: '週末',
    holiday: 'arXiv の休日',
    unlisted: 'arXiv の発表がありません',
    quiet: 'この分野の論文がありません',
    other: '発表がありません',
  },
  listOfDay: 'arXiv の一覧',
  holiday: (name, isGuess) => `arXiv の休日: ${name}${isGuess ? '、推定' : ''}`,
  nextFeed: (time) => `arXiv の次の発表: ${time}`,
  lastIngest: (time) => `最後の取り込み: ${time}`,
  noIngest: 'まだ論文を取り込んでいません。',
  postedToday: (count) => `直近 24 時間の投稿: ${grouped(count)} 件`,
  nextDelivery: (time) => `次の投稿: ${time}`,
  nothingWaits: '投稿待ちの論文はありません。',
  waits: (count, mode, when) =>
    `投稿待ちの論文 ${grouped(count)} 件: ${when === null ? '' : `${when}、`}${mode}届きます`,
  waitsHeld: (count, reason) => `保留中 ${grouped(count)} 件: ${reason}`,
  waitingModes: { cards: 'カードで', compact: '一覧で', thread: 'その日のスレッドに', digest: 'ダイジェストで' },
  rulesHere: (rules) => `${here}への配信: ${rules}`,
  moreRules: '…（すべては `/subscriptions` で確認できます）',
  moreDays: (left) => `- … ほか ${left} 分野`,
  moreLines: (left) => `… ほか ${left} 行`,
  noted: (rule, notes) => own`${rule}（${notes}）`,
  separator: '、',
});

export const whereaboutsJapanese = wordsAbout('ここ');
/** コマンドをほかの場所で使ったときも、本人のダイレクトメッセージ。 */
export const directJapanese = wordsAbout('ダイレクトメッセージ');
