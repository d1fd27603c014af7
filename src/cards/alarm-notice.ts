// The notice to the person who made a server's first rule: a source fails, or works again.
import type { AlarmKind } from '../domain/alarms.js';
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { withShownAddresses } from '../http/plain-url.js';
import { bareLink, inertLine, joinMarkdown } from '../text/markdown.js';

export interface AlarmNotice {
  readonly kind: AlarmKind;
  /** A host, a day, days (`A to B`), or a category and a day. */
  readonly subject: string;
  /** The alarm in English. */
  readonly text: string;
  /** Whether harvests fill holes by themselves. */
  readonly isHarvesting: boolean;
}

/** `given-up`: a hole that is no longer looked for, a host that is no longer asked. */
export type AlarmStage = 'begun' | 'mended' | 'given-up';

/** Leaves room for the address in the 2,000 code points of a message. */
const SENTENCE_POINTS = 1_600;
const DAY = /\d{4}-\d{2}-\d{2}/;

const JA: Readonly<Record<AlarmKind, (subject: string) => string>> = {
  failing: (subject) =>
    `arXiv などの取得元 ${subject} から、一部またはすべてを 2 時間以上取得できていません。自動で取得し直しています。保存済みの論文は失われていません。`,
  stale: (subject) =>
    `${subject} の arXiv のフィードに、前の発表の内容が残っています。新しい内容が出るまで読み直します。`,
  late: (subject) =>
    `${subject} の arXiv の新着が、予定の時刻から 3 時間たってもまだ出ていません。1 時間ごとに確認します。`,
  hole: (subject) =>
    `${subject} の arXiv の新着を、全部は受け取れませんでした。不足分は自動で取得し、見つかった論文は遅れて投稿します。`,
};
const JA_NOT_HARVESTING = (subject: string): string =>
  `${subject} の arXiv の新着を、全部は受け取れませんでした。不足分の自動取得は無効（HARVEST=off）です。ボットの管理者が HARVEST=auto にするか、14 日以内に fetch oai:（アーカイブ名）を実行すると取得されます。`;
const JA_MENDED: Readonly<Record<AlarmKind, (subject: string) => string>> = {
  failing: (subject) => `取得元 ${subject} から再び応答があり、取得は正常に戻りました。`,
  stale: (subject) => `${subject} の新しい内容が arXiv のフィードに出ました。取得は正常に戻りました。`,
  late: (subject) => `${subject} の新着の確認が終わりました。`,
  hole: (subject) => `${subject} の新着の不足分を確認し終えました。`,
};
const EN_MENDED: Readonly<Record<AlarmKind, (subject: string) => string>> = {
  failing: (subject) => `${subject} answers again; everything is read as usual.`,
  stale: (subject) => `The feed of ${subject} is up to date again.`,
  late: (subject) => `The batch of ${subject} is no longer awaited.`,
  hole: (subject) => `What was missing of ${subject} has been looked for.`,
};

const GIVEN_UP: Readonly<Record<Language, (subject: string) => string>> = {
  ja: (subject) => `${subject} の新着の不足分は、取得できないまま確認を終えました。`,
  en: (subject) => `What was missing of ${subject} was not fetched and is no longer looked for.`,
};
const UNASKED: typeof GIVEN_UP = {
  ja: (subject) => `取得元 ${subject} から取得するものがなくなったため、応答の確認を終えました。`,
  en: (subject) => `${subject} is no longer asked: nothing that is followed comes from there.`,
};

/** arXiv's own list of the announcement of a day, of a category or of everything in computer science. */
export function catchupLink(category: string, day: string): string {
  return `https://arxiv.org/catchup/${category}/${day}`;
}

function sentenceOf({ kind, subject, text, isHarvesting }: AlarmNotice, stage: AlarmStage, language: Language): string {
  const spelled = language === 'ja' ? subject.replace(' to ', ' から ') : subject;
  if (stage === 'given-up') return (kind === 'failing' ? UNASKED : GIVEN_UP)[language](spelled);
  if (stage === 'mended') return (language === 'ja' ? JA_MENDED : EN_MENDED)[kind](spelled);
  // One that was kept by an earlier version holds whole addresses.
  if (language === 'en') return withShownAddresses(text);
  return kind === 'hole' && !isHarvesting ? JA_NOT_HARVESTING(spelled) : JA[kind](spelled);
}

export function alarmNotice(notice: AlarmNotice, stage: AlarmStage, language: Language): MessageBody {
  const { subject } = notice;
  const sentence = sentenceOf(notice, stage, language);
  const day = DAY.exec(subject)?.[0];
  const category = /^(\S+) \d{4}-/.exec(subject)?.[1];
  const link = day === undefined || category === undefined ? null : bareLink(catchupLink(category, day));
  return { content: joinMarkdown([inertLine(sentence, SENTENCE_POINTS), stage === 'begun' ? link : null], '\n') };
}
