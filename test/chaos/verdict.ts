// The verdict of a chaos run: what every destination should hold against what it holds, and the ledger.
import Database from 'better-sqlite3';
import type { Card } from '../helpers/control.js';
import type { World } from './plan.js';
import type { Stage } from './stage.js';

/** A title without the backslashes that keep it inert. */
function unescaped(title: string): string {
  return title.replace(/\\(?=[^\w\s])/g, '');
}

/** What every steady destination has to hold. */
export function expectedTitles({ entries, source }: World): Set<string> {
  return new Set([...entries.map(({ title }) => title), ...source.announced()]);
}

/** A numbered line of a list or digest, with its title. */
const LINE = /^\*\*\d+\.\*\* (?:~~)?\[((?:\\.|[^\]\\])*)\]\(/gm;

/** Titles that a message shows: its lines, or that of its card. */
function titlesOf({ embeds: [embed] }: Card): string[] {
  const lines = [...(embed?.description ?? '').matchAll(LINE)].map((found) => found[1] ?? '');
  return lines.length > 0 || embed?.title === undefined ? lines : [embed.title];
}

/** Titles of the lines of digests that stand behind their button, by message. */
function titlesBehind(path: string): Map<string, string[]> {
  const db = new Database(path, { readonly: true });
  const behind = new Map<string, string[]>();
  try {
    const lines = db
      .prepare<[], { message: string; title: string }>(
        `SELECT lead.message_id AS message, coalesce(papers.readable ->> '$.title', facts ->> '$.title') AS title
         FROM deliveries JOIN deliveries AS lead ON lead.id = deliveries.leader_id JOIN papers ON papers.id = deliveries.paper_id
         WHERE lead.form = 'digest' AND deliveries.line > 10 AND deliveries.state = 'sent' AND lead.message_id IS NOT NULL`,
      )
      .all();
    for (const { message, title } of lines) behind.set(message, [...(behind.get(message) ?? []), title]);
  } finally {
    db.close();
  }
  return behind;
}

/** Titles of the papers that the bot posted in a destination by itself, in its threads and posts too. */
async function cardsIn({ sandbox, env }: Stage, id: string): Promise<string[]> {
  const threads = (await sandbox.channels()).filter(({ parentId }) => parentId === id).map((each) => each.id);
  const messages = (await Promise.all([id, ...threads].map((place) => sandbox.messages(place)))).flat();
  const behind = titlesBehind(env['DATABASE_PATH']!);
  return messages
    .filter((message) => message.webhook_id === undefined)
    .flatMap((message) => [...titlesOf(message).map(unescaped), ...(behind.get(message.id) ?? [])]);
}

function repeated(titles: readonly string[]): string[] {
  return [...new Set(titles.filter((title, index) => titles.indexOf(title) !== index))];
}

/** Papers that stand twice anywhere; this is wrong at any moment. */
export async function twice(world: World): Promise<string[]> {
  const places = [...world.steady, ...world.changing.map((id) => ({ id, name: id }))];
  const found: string[] = [];
  for (const { id, name } of places) {
    const titles = await cardsIn(world.stage, id);
    const more = repeated(titles);
    if (more.length > 0)
      found.push(
        `#${name}: ${titles.length} cards ≠ ${new Set(titles).size} papers; twice: ${more.slice(0, 3).join(' | ')}`,
      );
  }
  return found;
}

/** Every violated sum, as a sentence; empty when each destination holds exactly what it should. */
export async function violations(world: World): Promise<string[]> {
  const { stage, steady, changing } = world;
  const expected = expectedTitles(world);
  const found = await twice(world);
  for (const { id, name } of steady) {
    const held = new Set(await cardsIn(stage, id));
    const missing = [...expected].filter((title) => !held.has(title));
    const strange = [...held].filter((title) => !expected.has(title));
    if (missing.length > 0)
      found.push(
        `#${name}: expected ${expected.size} ≠ held ${held.size}; missing: ${missing.slice(0, 3).join(' | ')}`,
      );
    if (strange.length > 0)
      found.push(`#${name}: ${strange.length} cards of nothing that was given: ${strange.slice(0, 3).join(' | ')}`);
  }
  const { code, lines } = await stage.ledger();
  const total = lines.find(({ kind }) => kind === 'total');
  if (code !== 0 || total?.['balanced'] !== true)
    found.push(`ledger: ${JSON.stringify(total?.['problems'] ?? 'none')}`);
  for (const destination of [...steady.map(({ id }) => id), ...changing]) {
    const own = lines.filter((line) => line['destination'] === destination);
    const count = (name: string): number => own.reduce((sum, line) => sum + Number(line[name]), 0);
    const place = steady.find(({ id }) => id === destination);
    const cards = (await cardsIn(stage, destination)).length;
    if (count('sent') !== cards)
      found.push(`#${place?.name ?? destination}: sent ${count('sent')} by the ledger ≠ ${cards} cards`);
    if (place !== undefined && count('matched') !== expected.size)
      found.push(`#${place.name}: matched ${count('matched')} by the ledger ≠ ${expected.size} papers`);
  }
  return found;
}
