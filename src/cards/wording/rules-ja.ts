// 日本語の文言: 配信と設定。

import type { RuleWording } from './rules-en.js';
import { grouped } from '../../text/plural.js';
import { beforeJapanese, inQuotes } from '../../text/quotation.js';

const count = (papers: number): string => `${grouped(papers)} 件`;
/** 「 に空白は要らない。 */
const apart = (subject: string): string => (subject.startsWith('「') ? subject : ` ${subject}`);

export const rulesJapanese: RuleWording = {
  category: (code, name) => (name.includes('（') ? `${code} ${name}` : `${code}（${name}）`),
  archive: (code, name) => `${code}（${name}、全分野）`,
  ofCategory: (category) => `${beforeJapanese(category)}の新着`,
  ofKeyword: (query) => `${beforeJapanese(inQuotes(query, ['「', '」']))}に一致する新着`,
  ofAuthor: (name) => `${name} の新着論文`,
  within: (subject, category) => `${subject}（${category} のみ）`,
  postedIn: (subject, place) => `**${place} で${apart(subject)}を配信します**`,
  sentToYou: (subject) => `**${subject}をダイレクトメッセージで届けます**`,
  ruleAt: (subject, place) => `${subject} → ${place}`,
  alreadyPosted: 'この配信はすでに設定されています。変更はありません。',
  changed: '変更しました。',
  overwritten: 'フォームを開いたあとに同じ項目が変更されていました。今回の内容で置き換えました。',
  directMessages: 'ダイレクトメッセージ',
  announcements: { new: '新規のみ', cross: '新規とクロスリスト', all: '新規・クロスリスト・差し替え' },
  modes: { cards: 'カード', compact: '一覧', thread: 'スレッド', digest: 'ダイジェスト' },
  modeHints: {
    cards: '論文 1 件につき 1 通。多い日は一覧にまとめます',
    compact: '1 通に最大 10 件',
    thread: '1 日 1 つのスレッドにまとめます',
    digest: '1 日 1 回、決まった時刻に 1 通',
  },
  digestAt: (hour) => `ダイジェスト（毎日 ${hour}:00）`,
  languages: { ja: '日本語', en: '英語', both: '日本語と英語' },
  language: (name) => `表示言語: ${name}`,
  changeLanguage: '-# 表示言語は `/subscribe` の `language` で、配信先ごとに変更できます。',
  languageChanged: (before, now) => `この配信先の表示言語を${before}から${now}に変更しました。`,
  excluded: (what) => `除外: ${what}`,
  excludedCount: (all) => `除外 ${grouped(all)} 件`,
  more: (left) => ` ほか ${count(left)}`,
  limitedTo: (category) => `（${category}）`,
  excludedPeople: (names) => `同姓同名の別人を除外: ${names} との共著`,
  mentions: (role) => `配信ごとに 1 回 ${role} をメンションします`,
  silent: 'プッシュ通知を出さずに投稿します',
  tellsEmptyDays: '新着がない日もお知らせします',
  pausedSince: (time) => `**一時停止中**（${time} から）`,
  volume: (perDay, days) =>
    days === 1 ? `直近の発表で約 ${perDay}` : `直近 ${days} 回の発表で、1 回あたり約 ${perDay}`,
  noVolume: '保存済みの論文がまだないため、件数の目安は分かりません。',
  noneLately: (days) => `直近${days === 1 ? '' : ` ${days} 回`}の発表に、該当する論文はありませんでした。`,
  papers: count,
  examples: '最近の例',
  nextDigest: (time) => `次の配信: ${time}`,
  nextFeed: (time) => `次の配信: arXiv の次の発表（${time} ごろ）のあと`,
  nextUntimed: '次の配信: 新しい論文が届いたとき',
  withoutFeeds:
    'arXiv フィードの自動取得はオフです。ボットの管理者が追加するほかの取得元やデータファイルの論文だけを配信します。',
  latinNames:
    'arXiv の著者名はほとんどが英字です。この表記では届かないことがあるため、`Taro Yamada` のような英字の名前で設定してください。',
  fromNowOn: '-# これから発表される論文を 1 件につき 1 回だけ配信します。過去の論文は配信しません。',
  busy: (perDay) => `1 日あたり約 **${perDay}** になります。1 日 1 通のダイジェストにすると読みやすくなります。`,
  withoutRepeats: '-# あなたが読めるチャンネルですでに配信された論文は省きます。',

  useDigest: 'ダイジェストにする',
  changeMode: '形式を変える',
  narrow: '絞り込む',
  pause: '一時停止',
  resume: '再開',
  remove: '配信を停止する',
  sample: '見本を投稿',
  move: 'チャンネルを変える',
  notThisPerson: 'この人ではない',
  withRepeats: '既出も届ける',
  withoutRepeatsButton: '既出を省く',
  back: '戻る',
  chooseMode: '形式を選ぶ',
  chooseHour: '届ける時刻を選ぶ',
  chooseRule: '変更する配信を選ぶ',
  chooseStrangers: '別の人の論文を選ぶ',

  formTitle: '絞り込む',
  formWords: '除外する語',
  formWordsHint: '1 行に 1 つ。検索と同じ書き方が使えます',
  formCategories: '除外する分野',
  formCategoriesHint: 'コードを空白で区切って入力（例: cs.CV stat）',
  formKept: (more) => `ほか ${count(more)}はここに入りきらないため、変更されません`,
  formAnnouncements: '対象',
  formRole: 'メンションするロール',
  formRoleHint: '配信ごとに、最初の 1 通だけでメンションします',
  formManner: '投稿のしかた',
  formSilentBox: 'プッシュ通知を出さずに投稿する',
  formEmptyBox: '新着がない日もお知らせする',
  moveTitle: '別のチャンネルへ移す',
  moveChannel: 'チャンネル',
  moveHint: '配信待ちの論文も一緒に移ります',

  paused: '一時停止しました。設定は残ります。再開すると、停止中に一致した論文のうち直近 14 日間の分を一覧で届けます。',
  resumed: (papers, isWithoutRepeats) => {
    if (papers === 0) return '再開しました。';
    const but = isWithoutRepeats ? 'のうち、チャンネルで読めるものを除いて' : 'を';
    return `再開しました。停止中に一致した ${count(papers)}${but}一覧で届けます。`;
  },
  removed: (subject, place, withheld) =>
    `${place}${place.startsWith('<') ? ' ' : ''}での${apart(subject)}の配信を停止しました。${withheld === 0 ? '' : `配信待ちの ${count(withheld)}は取り消しました。`}`,
  gone: 'この配信はすでに終了しています。現在の配信は `/subscriptions` で確認できます。',
  notYours: (place) =>
    `${place} の配信を変更できるのは、そのチャンネルの「チャンネルの管理」権限を持つ人だけです。自分で受け取るには、ボットとのダイレクトメッセージで \`/subscribe\` を実行してください。`,
  samplePosted: '見本を投稿しました。',
  sampleMark: '**見本** · この配信の対象になる論文の例です',
  sampleFailed: '見本を投稿できませんでした。配信先でのボットの権限を確認して、もう一度お試しください。',
  sampleNone: '該当する論文がまだ保存されていないため、見本を表示できません。',
  strangersNone: 'この名前の著者の論文は、まだ保存されていません。',
  strangersSame: '共著者も分野もほかの論文と共通しているため、区別できません。設定は変更されていません。',
  strangersFull: (most) =>
    `ひとつの配信で除外できるのは ${most.toLocaleString('en-US')} 人までです。設定は変更されていません。分野で絞り込んだ配信を新しく作ってください。`,
  noSuchRule: (typed) => `「${typed}」という配信はありません。現在の配信は \`/subscriptions\` で確認できます。`,
  moved: (place) => `配信待ちの論文とともに ${place} へ移しました。`,
  alreadyThere: (place) => `${place} では、すでに同じ配信をしています。設定は変更されていません。`,
  languageThere: (language) => `移動先の表示言語: ${language}`,
  channelUnknown:
    'そのチャンネルはボットから見えません。閲覧の権限を与えるか、別のチャンネルを選んでください。設定は変更されていません。',

  queryEmpty: '検索できる文字がありません。文字か数字を入力してください。設定は保存されていません。',
  queryDates: '配信はこれから発表される論文が対象のため、`since:` や `until:` は使えません。設定は保存されていません。',
  queryError: (reason) => `検索語を読み取れませんでした: ${reason}。設定は保存されていません。`,
  nameUnclear: (name) =>
    `「${name}」だけでは名前を特定できません。\`Chenjie Hao\` や \`C. Hao\` のように、姓と、名または頭文字を入力してください。設定は保存されていません。`,
  nameUnseen: '名前に文字がありません。設定は保存されていません。',
  nameSeveral:
    '指定できる著者は 1 人ずつです。それぞれの名前で `/subscribe author` を実行してください。1 人の名前は、`Chenjie Hao` のようにコンマなしで入力してください。設定は保存されていません。',
  hourNeedsDigest: '時刻を指定できるのはダイジェストのときだけです。設定は保存されていません。',
  threadsNotThere:
    'スレッド形式はテキストチャンネルとアナウンスチャンネルで使えます。別の形式かチャンネルを選んでください。設定は保存されていません。',
  memberOnly:
    'ボットがこのサーバーに参加していないため、チャンネルには配信できません。`channel` を指定せずに実行すると、ダイレクトメッセージで届けます。設定は保存されていません。',
  modeNotThere: 'ダイレクトメッセージでは、カード・一覧・ダイジェストが使えます。設定は保存されていません。',
  noticesNotThere:
    'ダイレクトメッセージの設定なので、お知らせもダイレクトメッセージに届きます。`/settings` の `notices` はサーバーで使います。設定は保存されていません。',
  roleEveryone:
    'ボットは @everyone をメンションしません。設定は変更されていません。別のロールを選ぶか、空欄にしてください。',
  roleNotYours:
    'このロールをそのチャンネルでメンションする権限がないため、指定できません。設定は変更されていません。誰でもメンションできるロールを選ぶか、すべてのロールにメンションできるメンバーに設定を依頼してください。',
  tooManyRules: (most) =>
    `配信は、サーバーごと・個人ごとに ${most.toLocaleString('en-US')} 件までです。設定は保存されていません。\`/unsubscribe\` でいくつか停止してから、もう一度お試しください。`,
  tooMuchLeftOut: (most) =>
    `配信から除外できる語・著者・分野は、サーバーごと・個人ごとに合わせて ${most.toLocaleString('en-US')} 件までです。設定は変更されていません。除外を減らすか、\`/unsubscribe\` でいくつか停止してから、もう一度お試しください。`,
  tooManyWords: (most) =>
    `ひとつの配信で除外できる語は ${most} 語までです。設定は変更されていません。行を減らしてください。`,
  unknownCategories: (codes) => `arXiv の分野ではありません: ${codes}。設定は変更されていません。`,

  listTitle: (rules) => `配信 ${count(rules)}`,
  listEmpty:
    'まだ配信がありません。論文を届けたいチャンネルか、ボットとのダイレクトメッセージで `/subscribe category` を実行してください。',
  listEmptyIn: (place) =>
    `${place} への配信はありません。ほかの配信は、\`channel\` を指定せずに \`/subscriptions\` を実行すると確認できます。`,
  pageOf: (page, pages) => `${page} / ${pages} ページ`,
  previous: '前へ',
  next: '次へ',

  settingsTitle: 'このサーバーの設定',
  settingsOwnTitle: 'あなたの設定',
  settingLanguage: (name) => `新しい配信先の表示言語: ${name}`,
  settingZone: (zone, now) => `タイムゾーン: ${zone}（現在 ${now}）`,
  settingMode: (name) => `新しい配信の形式: ${name}`,
  settingQuiet: (from, until) => `配信しない時間: ${from}:00～${until}:00`,
  settingNoQuiet: '配信しない時間: なし',
  settingNotices: (place) => `お知らせの送り先: ${place}`,
  settingNoticesPerson: 'お知らせの送り先: 配信を設定した人',
  byDefault: ' · 初期設定',
  byLocale: '設定した人の言語',
  byOwnLocale: 'Discord の表示言語',
  settingsSaved: '保存しました。',
  exportAll: 'ファイルに書き出す',
  settingsHint:
    '-# 変更するには `/settings` の項目を指定してください。`reset` で初期設定に戻せます。書き出したファイルは `file` で読み込めます。',
  zoneUnknown: (zone) =>
    `${zone === '' ? 'その' : `「${zone}」という`}タイムゾーンはありません。\`Asia/Tokyo\` や \`Europe/Berlin\` のような名前を入力してください。設定は変更されていません。`,
  quietUnclear:
    '配信しない時間は `22-7` のように異なる 2 つの時刻か、`off` で指定してください。設定は変更されていません。',
  settingsRights: '変更するには「サーバー管理」権限が必要です。設定は変更されていません。',
  exported: (rules, hidden) =>
    `配信 ${count(rules)}と設定をこのファイルに書き出しました。${hidden === 0 ? '' : `あなたに見えないチャンネルの配信 ${count(hidden)}は含まれていません。`}`,
  imported: (added, known) =>
    `${added === 0 ? '追加した配信はありません。' : `配信を ${count(added)}追加しました。`}${known === 0 ? '' : `${count(known)}はすでにあり、変更していません。`}`,
  settingNames: {
    language: '新しい配信先の表示言語',
    zone: 'タイムゾーン',
    defaultMode: '新しい配信の形式',
    quietFrom: '配信しない時間',
    noticesChannel: 'お知らせの送り先',
  },
  importSettings: (names) => `変更した設定: ${names}`,
  importSettingsSame: '設定の変更はありません。',
  importLanguages: (places) => `配信先 ${places} か所は、ファイルと異なる現在の表示言語のままです。`,
  importMore: (more) => `ほか ${count(more)}も読み込めませんでした。`,
  importSkipped: (what) => `読み込めなかった配信: ${what}`,
  importUnchanged: ['設定は保存されていません。', '設定は変更されていません。', '配信は始まっていません。'],
  importAlone:
    'ファイルはほかの項目と一緒に指定できません。ほかの項目は、別の `/settings` で指定してください。設定は変更されていません。',
  importBad: '`/settings` で書き出したファイルではありません。設定は変更されていません。',
  importTooLarge:
    'ファイルが大きすぎます。配信は 5,000 件、除外する語・著者・分野は合わせて 20,000 件までです。設定は変更されていません。',
  importNotHad: (status) =>
    `ファイルをダウンロードできませんでした（HTTP ${status}）。設定は変更されていません。もう一度添付してください。`,
  importNoChannel: (name) => `${name}（このサーバーにないチャンネルです）`,

  reached: 'ボットからダイレクトメッセージを送れることを確認しました。',
  closedMessages:
    'ボットからダイレクトメッセージを送れません。設定は残したまま、配信を一時停止しました。サーバーの「プライバシー設定」でダイレクトメッセージを許可してから、「再開」を押してください。',

  channelGone: (name, subjects) =>
    `チャンネル ${name} が削除されたため、次の配信を終了しました: ${subjects}。別のチャンネルで続けるには、そこで \`/subscribe\` を実行してください。`,
  leftTooLong: (subjects) =>
    `ボットがサーバーから外れて 30 日経過したため、あなたがそこで設定した次の配信を終了しました: ${subjects}。続けるには、ボットをもう一度招待して \`/subscribe\` を実行してください。`,
  listSeparator: '、',
};
