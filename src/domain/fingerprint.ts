// Marks: by what a card of ours is recognised again among the messages of a destination, and ids as points in time.
import type { Paper } from './paper.js';

/** The parts of a message, or of a body for one, that survive at Discord unchanged. */
export interface Marked {
  readonly content?: string | undefined;
  readonly embeds?: readonly { readonly footer?: { readonly text?: string } | null }[] | null | undefined;
  readonly components?: readonly object[] | null | undefined;
}

/** Ids hold the milliseconds since 2015 in their upper 42 bits (Discord's reference, "Snowflakes"). */
const EPOCH_MS = 1_420_070_400_000;

/** When Discord gave an id out. */
export function snowflakeTime(id: string): Date {
  return new Date(Number(BigInt(id) >> 22n) + EPOCH_MS);
}

/** The first id that Discord could have given out at an instant. */
export function snowflakeAt(instant: Date): string {
  return (BigInt(Math.max(instant.getTime() - EPOCH_MS, 0)) << 22n).toString();
}

/** The later of two ids; they grow with time, so their number decides, never their text. */
export function laterId(left: string, right: string): string {
  return BigInt(left) > BigInt(right) ? left : right;
}

/** The identifier, on cards of older forms also the key: a footer without either names no paper. */
const NAME = /^(?:arXiv:\S+|s-[\w-]+)$/;

/** `arXiv:2504.06704v2 · arxiv.jp` and `arXiv:2504.06704v1` are cards of one paper. */
function nameMarks(footer: string): string[] {
  const name = footer.split(' · ')[0]?.trim() ?? '';
  if (!NAME.test(name)) return [];
  return [`name ${name.startsWith('arXiv:') ? name.replace(/v\d+$/, '') : name}`];
}

interface Control {
  readonly custom_id?: string;
  readonly url?: string;
  readonly options?: readonly { readonly value?: string }[];
}

/** Controls of a message of several papers, and of the message of a day's thread, carry its own mark. */
const OWN_MARK = /^(?:open|rest|status):([\w-]{25})(?::|$)/;

function ownMarks({ components }: Marked): string[] {
  return controls(components ?? []).flatMap(({ custom_id: id }) => {
    const found = OWN_MARK.exec(id ?? '');
    return found === null ? [] : [markOfMessage(found[1] ?? '')];
  });
}

/** The mark of a message that stands for more than one paper. */
export function markOfMessage(mark: string): string {
  return `message ${mark}`;
}

/** The mark, kept after a restore, of a message (its id) that opens the thread of a day. */
export function headMark(messageId: string): string {
  return `head ${messageId}`;
}

function controls(rows: readonly object[]): Control[] {
  return rows.flatMap((row) =>
    'components' in row && Array.isArray(row.components) ? (row.components as object[]) : [],
  );
}

/**
 * The marks of a card: the name in the footer, the key in its buttons (原文 and 日本語 on cards of older forms). Where
 * somebody removed the embed, the addresses of its link buttons stand in for the name. A message of several papers has its
 * own mark, and the keys in its menu.
 */
export function fingerprintOf(message: Marked): string[] {
  // A delivery says nothing above its embed but the role that it calls; a sample does.
  if (!/^(?:<@&\d+>)?$/.test(message.content ?? '')) return ownMarks(message);
  const embeds = message.embeds ?? [];
  const buttons = controls(message.components ?? []);
  const names = embeds.flatMap((embed) => (embed.footer?.text === undefined ? [] : nameMarks(embed.footer.text)));
  const keys = buttons.flatMap(({ custom_id: id }) => {
    const found = /^(?:full|original|translation):(.+)$/.exec(id ?? '');
    return found === null ? [] : [`key ${found[1]}`];
  });
  const listed = buttons.flatMap(({ options = [] }) => options.map(({ value }) => `key ${value ?? ''}`));
  const urls = embeds.length > 0 ? [] : buttons.flatMap(({ url }) => (url === undefined ? [] : [`url ${url}`]));
  return [...ownMarks(message), ...names, ...keys, ...listed, ...urls];
}

/** Every mark that a card of this paper can carry; `body` is the card as it was, or would be, posted. */
export function marksOfPaper(paper: Pick<Paper, 'key' | 'arxivId'>, body: Marked): string[] {
  const { embeds: _embeds, ...withoutEmbeds } = body;
  return [
    ...new Set([
      ...fingerprintOf(body),
      ...fingerprintOf(withoutEmbeds),
      `name ${paper.key}`,
      `key ${paper.key}`,
      ...(paper.arxivId === null ? [] : [`name arXiv:${paper.arxivId}`]),
    ]),
  ];
}
