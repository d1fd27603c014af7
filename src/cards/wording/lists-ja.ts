// 一覧・ダイジェスト・日ごとのスレッドの文言。
import type { ListWording } from './lists-en.js';
import { grouped } from '../../text/plural.js';
import { inQuotes } from '../../text/quotation.js';

export const listsJapanese: ListWording = {
  listFooter: (count) => `新着 ${grouped(count)} 件`,
  digestTitle: (subject, day) => `${subject} 新着 ${day}`,
  digestCounts: (all, shown) =>
    all === shown
      ? `新着 ${grouped(all)}`
      : `新着 ${grouped(all)} = 表示 ${grouped(shown)} + その他 ${grouped(all - shown)}`,
  digestLeftOut: (count) => `閲覧できるチャンネルに投稿済みの ${grouped(count)} 件は省いています`,
  emptyDay: (subject, day) => `**${subject}**: ${day}の新着はありません。受信状況は \`/status\` で確認できます。`,
  emptyHoliday: (subject, day, holiday) => `**${subject}**: ${day}の新着はありません（arXiv の休日: ${holiday}）。`,
  restButton: (count) => `残りを見る（${grouped(count)}）`,
  range: (from, to, all) => `${grouped(all)} 件中 ${grouped(from)}–${grouped(to)} 件目`,
  previous: '前へ',
  next: '次へ',
  openPaper: '論文を選んで開く',
  pdf: 'PDF',
  withdrawn: '取り下げ',
  threadHead: (subject, day) => `**${subject}** ${day}の新着は、このスレッドにまとめています。`,
  threadName: (subject, day) => `${day}${subject}`,
  statusButton: '今日の状況',
  subjectSeparator: '・',
  moreSubjects: (count) => ` ほか ${grouped(count)} 件`,
  keyword: (query) => inQuotes(query, ['「', '」']),
  several: '配信',
  weekdays: ['月', '火', '水', '木', '金', '土', '日'],
  day: ({ month, date }, weekday) => `${month}月${date}日（${weekday}）`,
  gone: 'この一覧はもう保存されていません。論文は `/search` で探せます。',
};
