// Reasons that the ledger and the translation queue keep in English, in words for readers of either language.
import type { Language } from '../../domain/language.js';
import { DISCORD_REASONS } from './discord-reasons.js';
import type { KnownReason } from './known-reason.js';
import { TRANSLATION_REASONS } from './translation-reasons.js';

/** Why a dump was only stored. */
const SILENT_REASONS: readonly KnownReason[] = [
  {
    pattern: /^stored, not posted: the operator asked for that$/,
    ja: 'ボットの管理者が、投稿せずに保存しました',
    en: 'the operator added it without posting',
  },
  {
    pattern: /^stored, not posted: listings of a week or a month only store$/,
    ja: '1 週間や 1 か月分の一覧から保存しました',
    en: 'it came in a listing of a week or a month',
  },
  {
    pattern: /^stored, not posted: files of more than ([\d,]+) records only store$/,
    ja: '$1 件を超えるファイルから保存しました',
    en: 'it came in a file of more than $1 records',
  },
  {
    pattern: /^stored, not posted: this source was read for the first time$/,
    ja: 'この取得元を初めて読み込んだときに保存しました',
    en: 'its source was read for the first time',
  },
  {
    pattern: /^stored, not posted: snapshots only store$/,
    ja: 'arXiv の一括データから保存しました',
    en: 'it came from a snapshot',
  },
  {
    pattern: /^stored, not posted: API answers only store$/,
    ja: 'arXiv API の応答から保存しました',
    en: 'it came from an answer of arXiv’s API',
  },
  {
    pattern: /^stored, not posted: OAI-PMH answers only store$/,
    ja: 'arXiv の OAI-PMH の応答から保存しました',
    en: 'it came from an answer of arXiv’s OAI-PMH server',
  },
  {
    pattern: /^stored, not posted: \.abs files only store$/,
    ja: '.abs ファイルから保存しました',
    en: 'it came from an .abs file',
  },
  {
    pattern: /^stored, not posted: Hugging Face's daily papers only store$/,
    ja: 'Hugging Face の Daily Papers から保存しました',
    en: 'it came from Hugging Face’s daily papers',
  },
  {
    pattern: /^stored, not posted: (.+) only store$/,
    ja: '$1 形式のデータから保存しました',
    en: 'it came in data of the form $1',
  },
];

const ALL: readonly KnownReason[] = [...SILENT_REASONS, ...DISCORD_REASONS, ...TRANSLATION_REASONS];

/** The reason in the reader's language; one that is not known stays as it was kept. */
export function reasonWords(reason: string, language: Language): string {
  const known = ALL.find(({ pattern }) => pattern.test(reason));
  const words = language === 'ja' ? known?.ja : known?.en;
  if (known === undefined || words === undefined) return reason;
  const [, ...groups] = known.pattern.exec(reason) ?? [];
  return words.replace(/\$(\d)/g, (_, at) => reasonWords(groups[Number(at) - 1] ?? '', language));
}
