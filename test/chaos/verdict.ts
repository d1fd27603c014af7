// The verdict of a chaos run: what every destination should hold against what it holds, and the ledger.
import type { Card, Control } from '../helpers/control.js';
import type { World } from './plan.js';

/** A title without the backslashes that keep it inert. */
function unescaped(title: string): string {
  return title.replace(/\\(?=[^\w\s])/g, '');
}

/** What every steady destination has to hold. */
export function expectedTitles({ entries, source }: World): Set<string> {
  return new Set([...entries.map(({ title }) => title), ...source.announced()]);
}

/** Titles of the cards that the bot posted in a destination by itself; of a forum, of its posts. */
export async function cardsIn(sandbox: Control, id: string, type: number): Promise<string[]> {
  const isCard = (message: Card): boolean => message.webhook_id === undefined && message.embeds[0]?.title !== undefined;
  const places =
    type === 15 ? (await sandbox.channels()).filter(({ parentId }) => parentId === id).map((each) => each.id) : [id];
  const messages = (await Promise.all(places.map((place) => sandbox.messages(place)))).flat();
  return messages.filter(isCard).map((message) => unescaped(message.embeds[0]?.title ?? ''));
}

function repeated(titles: readonly string[]): string[] {
  return [...new Set(titles.filter((title, index) => titles.indexOf(title) !== index))];
}

/** Cards that stand twice anywhere; this is wrong at any moment. */
export async function twice(world: World): Promise<string[]> {
  const places = [...world.steady, ...world.changing.map((id) => ({ id, name: id, type: 0 }))];
  const found: string[] = [];
  for (const { id, name, type } of places) {
    const titles = await cardsIn(world.stage.sandbox, id, type);
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
  for (const { id, name, type } of steady) {
    const held = new Set(await cardsIn(stage.sandbox, id, type));
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
    const cards = (await cardsIn(stage.sandbox, destination, place?.type ?? 0)).length;
    if (count('sent') !== cards)
      found.push(`#${place?.name ?? destination}: sent ${count('sent')} by the ledger ≠ ${cards} cards`);
    if (place !== undefined && count('matched') !== expected.size)
      found.push(`#${place.name}: matched ${count('matched')} by the ledger ≠ ${expected.size} papers`);
  }
  return found;
}
