// The operator's corner: taking in data files, the bot's status, a restart; answers in the reader's language.
import type { DumpAnswer, PageState, StatusAnswer } from '../types.js';
import { getStatus, giveDump, restart } from './api.js';
import { byId } from './dom.js';
import { wordsOf, type PageWords } from './words.js';

let locale = 'ja';
/** A restart was asked for, and whether the bot has gone since. */
let restarting: 'asked' | 'gone' | null = null;

const isJapanese = (): boolean => locale === 'ja';

function dumpLine({ name, added, updated, known, rejected, isReadable }: DumpAnswer): string {
  if (!isReadable)
    return isJapanese()
      ? `${name}: 読み取れませんでした。対応していない形式か、壊れたファイルです。`
      : `${name}: couldn’t be read. The format isn’t supported, or the file is damaged.`;
  return isJapanese()
    ? `${name}: 新規 ${added} 件・更新 ${updated} 件・既知 ${known} 件・不正 ${rejected} 件`
    : `${name}: ${added} new, ${updated} updated, ${known} known, ${rejected} rejected`;
}

function statusText({ papers, subscriptions, outbox, lastIngestAt }: StatusAnswer): string {
  const { pending, sending, sent, held, rejected, withheld } = outbox;
  const time = lastIngestAt === null ? '–' : new Date(lastIngestAt).toLocaleString(locale);
  return isJapanese()
    ? [
        `論文 ${papers} 件・配信 ${subscriptions} 件`,
        `投稿済み ${sent} 件・投稿待ち ${pending + sending} 件・保留 ${held} 件・拒否 ${rejected} 件・対象外 ${withheld} 件`,
        `最後の取り込み: ${time}`,
      ].join('\n')
    : [
        `papers ${papers}, subscriptions ${subscriptions}`,
        `sent ${sent}, queued ${pending + sending}, held ${held}, rejected ${rejected}, withheld ${withheld}`,
        `last import: ${time}`,
      ].join('\n');
}

const say = (text: string): void => {
  byId('operator-answer').textContent = text;
};

async function operate(words: PageWords, work: Promise<string>): Promise<void> {
  say(await work.catch(() => words.failed));
}

function take(file: File | undefined): void {
  if (file === undefined) return;
  const words = wordsOf(locale);
  say(words.reading);
  void operate(
    words,
    giveDump(file).then((answer) => answer.map(dumpLine).join('\n')),
  );
}

/** Called whenever the world changes. */
export function showOperator(state: PageState, readerLocale: string): void {
  locale = readerLocale;
  byId('operator').hidden = !state.operator.includes('ingest');
  if (restarting === 'asked' && !state.isBotConnected) restarting = 'gone';
  else if (restarting === 'gone' && state.isBotConnected) {
    restarting = null;
    say(wordsOf(locale).restarted);
  }
}

/** Wires the controls once. */
export function startOperator(): void {
  byId('status').addEventListener('click', () => void operate(wordsOf(locale), getStatus().then(statusText)));
  byId('restart').addEventListener('click', () => {
    const words = wordsOf(locale);
    restarting = 'asked';
    say(words.restarting);
    restart().catch(() => say(words.failed));
  });
  byId<HTMLInputElement>('dump').addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    take(target.files?.[0]);
    // So that the same file, changed meanwhile, can be chosen again.
    target.value = '';
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    if (!byId('operator').hidden) take(event.dataTransfer?.files[0]);
  });
}
