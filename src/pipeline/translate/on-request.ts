// Translating one paper because somebody asked: its texts go first, and the answer says what came of it.
import type { Paper } from '../../domain/paper.js';
import { missingTexts, type MissingText, type TranslationStatus } from '../../domain/translation.js';
import type { WantedTexts } from '../../store/translation/queue.js';
import type { TextReport } from '../../store/translation/reports.js';
import { textHash } from '../../text/text-hash.js';
import { restNow, unavailable, type TranslateParts } from './parts.js';

/** `characters`: sent for it (code points). */
export interface PaperTranslation {
  readonly status: TranslationStatus;
  readonly characters: number;
  readonly reason: string | null;
}

export interface RequestOptions {
  readonly again: WantedTexts['again'];
  /** Does some of the work, or waits while somebody else does it; false when there is no use in going on. */
  readonly work: () => Promise<boolean>;
}

function textsOf(paper: Paper, again: WantedTexts['again'], { reader }: Pick<TranslateParts, 'reader'>): MissingText[] {
  const isOurs = paper.translation?.site === null;
  // Over what a site translated the title may be ours.
  const isTitleOurs = isOurs || reader.translationOf(paper.title)?.hasText === 1;
  const { gistJa, ...rest } = paper;
  const asIfUnknown = {
    ...(isOurs ? { ...rest, abstractJa: null, translation: null } : paper),
    titleJa: isTitleOurs ? null : paper.titleJa,
  };
  // Whoever asks gets all of it: only a gist that is shown already is a question of its own.
  return missingTexts(again === 'all' ? asIfUnknown : paper).filter(
    ({ kind }) => kind !== 'gist' || gistJa !== undefined,
  );
}

const sum = (reports: readonly TextReport[]): number =>
  reports.reduce((total, { characters }) => total + characters, 0);

export async function translateOnRequest(
  parts: TranslateParts,
  paper: Paper,
  { again, work }: RequestOptions,
): Promise<PaperTranslation> {
  const { reader, writer, translator } = parts;
  const texts = textsOf(paper, again, parts);
  if (texts.length === 0) return { status: 'known', characters: 0, reason: null };
  const before = sum(reader.paperTranslations(paper));
  const rest = restNow(parts);
  const at = parts.now().toISOString();
  if (rest === null || rest.kind === 'later') {
    const wanted = texts.map((text) => {
      const asked = { ...text, hash: textHash(text.source), reason: null };
      return { ...asked, isDropped: false, isAwaited: false };
    });
    const want = {
      paperKey: paper.key,
      urgency: 0,
      texts: wanted,
      again,
      deliveries: [],
      holdsEdits: false,
      waitUntil: at,
    } as const;
    await writer.call('wantTranslations', [want], at);
    while (reader.isTranslationOpen(paper.key) && unavailable(parts) === null && (await work()));
  } else return { status: 'later', characters: 0, reason: `${translator.service}: ${rest.reason}` };
  const reports = reader.paperTranslations(paper);
  const characters = sum(reports) - before;
  const asked = reports.filter(({ kind }) => texts.some((text) => text.kind === kind));
  const bad = asked.find(({ state }) => state === 'refused') ?? asked.find(({ state }) => state !== 'done');
  if (bad !== undefined)
    return {
      status: bad.state === 'refused' ? 'refused' : 'later',
      characters,
      reason: bad.reason ?? restNow(parts)?.reason ?? null,
    };
  return { status: characters === 0 ? 'known' : 'done', characters, reason: null };
}
