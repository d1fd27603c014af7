// Bytes: a declared encoding is honoured, an undeclared one found where only one fits, and a stray byte costs its record.
import { createHash } from 'node:crypto';
import { encode, wrap } from 'libqp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText as resultText } from '../../../src/pipeline/ingest/result-text.js';
import { createEncodingSearch } from '../../../src/sources/files/encoding.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { encodeIn } from '../../helpers/encode.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const papers = () => [...store.reader.eachPaper()].map(({ paper }) => paper);
const snapshotLine = (id: string, title: string): string =>
  JSON.stringify({
    id,
    title,
    authors: 'Ada Lovelace',
    abstract: 'Short.',
    categories: 'cs.LG',
    update_date: '2024-01-02',
  });
const feed = (title: string, declaration: string): string => `${declaration}
<rss version="2.0"><channel><title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<item><title>${title}</title><link>https://arxiv.org/abs/2503.11111</link>
<description>arXiv:2503.11111v1 Announce Type: new
Abstract: Short.</description><guid isPermaLink="false">oai:arXiv.org:2503.11111v1</guid><category>cs.LG</category>
<pubDate>Mon, 17 Mar 2025 00:00:00 -0400</pubDate></item></channel></rss>`;

const ENTRIES = generateEntries(71, 3);
const PAGE = dumpText(ENTRIES).replaceAll(ENTRIES[0]!.title, 'On colours … 彩色の論文');

describe('a text dump that declares nothing', () => {
  it.each([
    ['Shift_JIS', encodeIn('shift_jis', PAGE)],
    ['EUC-JP', encodeIn('euc-jp', PAGE)],
    ['UTF-16 (little-endian)', Buffer.from(PAGE, 'utf16le')],
    ['UTF-16 (big-endian)', Buffer.from(PAGE, 'utf16le').swap16()],
  ])('is read as %s, and that is told', async (name, bytes) => {
    const result = await store.ingest(bytes);
    expect(result).toMatchObject({ records: 3, new: 3, rejected: 0, format: 'arxiv-jp-text' });
    expect(result.notes.join()).toContain(`read as ${name}`);
    expect(resultText(result)).toContain(`read as ${name}`);
    expect(papers().map(({ title }) => title)).toContainEqual(expect.stringContaining('彩色の論文'));
    expect(papers().map(({ abstractJa }) => abstractJa)).toContain(ENTRIES[1]!.ja.join('\n'));
    expect(store.reader.ledgerDumps()[0]?.note).toContain(`read as ${name}`);
  });

  it('is Windows-1252 where only that fits: accents, dashes and curly quotes', async () => {
    const text = `${snapshotLine('2401.00001', 'Hölder – “naïve” façades')}\n${snapshotLine('2401.00002', 'Plain')}`;
    const result = await store.ingest(encodeIn('windows-1252', text));
    expect(result).toMatchObject({ records: 2, new: 2 });
    expect(result.notes.join()).toContain('Windows-1252');
    expect(store.reader.findPaper('2401.00001')?.title).toBe('Hölder – “naïve” façades');
  });

  it('is UTF-8 where it is, however long, without a note', async () => {
    expect(await store.ingest(PAGE)).toMatchObject({ new: 3, notes: [] });
  });

  it('is found out although its first 64 KiB are ASCII', async () => {
    const plain = Array.from({ length: 900 }, (_, at) => snapshotLine(`2401.${String(at + 10).padStart(5, '0')}`, 'A'));
    const text = `${plain.join('\n')}\n${snapshotLine('2401.00001', 'Bézier curves, naïvely')}`;
    const result = await store.ingest(encodeIn('windows-1252', text));
    expect(result).toMatchObject({ records: 901, rejected: 0 });
    expect(store.reader.findPaper('2401.00001')?.title).toBe('Bézier curves, naïvely');
  });
});

describe('a text dump in Shift_JIS that declares nothing', () => {
  const bytes = encodeIn('shift_jis', PAGE);
  const inside = bytes.indexOf(ENTRIES[1]!.en.slice(0, 20)) + 5;

  it('with one stray byte loses one record, and says so', async () => {
    const stray = Buffer.concat([bytes.subarray(0, inside), Buffer.from([0xfd]), bytes.subarray(inside)]);
    const result = await store.ingest(stray);
    expect(result).toMatchObject({ records: 3, new: 2, rejected: 1 });
    expect(result.notes.join()).toContain('read as Shift_JIS, the only encoding in which all but 1 byte is text');
  });

  it('whose last letter is cut off is read', async () => {
    const result = await store.ingest(bytes.subarray(0, -1));
    expect(result).toMatchObject({ records: 3, rejected: 0 });
    expect(result.notes.join()).toContain('read as Shift_JIS');
  });
});

it('a zero byte in a text costs its record', async () => {
  const lines = [1, 2, 3].map((at) => snapshotLine(`2401.0000${at}`, `Paper ${at}`));
  const result = await store.ingest(Buffer.from(lines.join('\n').replace('"Paper 2', '"Pa\0per 2')));
  expect(result).toMatchObject({ records: 3, new: 2, rejected: 1 });
});

describe('a block of zeros, as a crash leaves it', () => {
  const lines = Array.from({ length: 120 }, (_, at) =>
    snapshotLine(`2401.${String(at + 1).padStart(5, '0')}`, 'Plain'),
  );
  const text = Buffer.from(`${lines.join('\n')}\n`);
  const start = (record: number): number => text.indexOf(lines[record]!);
  const zeroed = (from: number, to: number): Buffer => Buffer.from(text).fill(0, from, to);

  it.each([
    ['among the first bytes', start(3) + 20, start(20) + 20, 102],
    ['behind them', start(60) + 20, start(100) + 20, 79],
    ['at the end', start(70) + 20, text.length, 70],
  ])('costs an ASCII text the records that it stands in: %s', async (_, from, to, kept) => {
    expect(to - from).toBeGreaterThan(1_024);
    const result = await store.ingest(zeroed(from, to));
    expect(result).toMatchObject({ records: kept + 1, new: kept, rejected: 1, error: null });
    expect(result.notes.join()).toBe(`${to - from} bytes are not text in UTF-8`);
  });

  it('is one however it is cut into pieces', () => {
    const search = createEncodingSearch(text);
    const damaged = zeroed(start(60), text.length);
    for (let at = 0; at < damaged.length; at += 100) search.push(damaged.subarray(at, at + 100));
    expect(search.end()).toEqual({ encoding: 'utf-8', note: null });
  });

  it('leaves no paper with the name of one record and the texts of another', async () => {
    const items = ['2503.00001', '2503.00002', '2503.00003'].map((id) =>
      feed(`On ${id}`, '').replaceAll('2503.11111', id),
    );
    const all = Buffer.from(
      `${items[0]!.replace('</channel></rss>', '')}${items
        .slice(1)
        .map((item) => /<item>.*<.item>/s.exec(item)![0])
        .join('')}</channel></rss>`,
    );
    const from = all.indexOf('<link>https://arxiv.org/abs/2503.00001');
    all.fill(0, from, all.indexOf('<link>https://arxiv.org/abs/2503.00002'));
    const result = await store.ingest(all);
    expect(result).toMatchObject({ records: 2, new: 1, rejected: 1 });
    expect(result.rejections[0]).toMatchObject({ reason: 'zeros stand in it, where a part of the file is lost' });
    expect(papers().map(({ title }) => title)).toEqual(['On 2503.00003']);
  });

  it('that is all of a file is told', async () => {
    expect((await store.ingest(Buffer.alloc(5_000))).error).toContain('it holds nothing but zeros');
  });
});

describe('a declaration', () => {
  it.each([
    ['UTF-8', 'shift_jis', 'Shift_JIS', '学習を用いた最適化について'],
    ['EUC-JP', 'shift_jis', 'Shift_JIS', 'ロボットの学習を用いた最適化'],
    ['ISO-8859-1', 'utf-8', 'UTF-8', 'Bézier naïveté'],
  ])(
    'of %s over bytes in %s gives way to the only one that fits, and that is told',
    async (declared, own, name, title) => {
      const text = feed(title, `<?xml version="1.0" encoding="${declared}"?>`);
      const result = await store.ingest(own === 'utf-8' ? Buffer.from(text) : encodeIn(own, text));
      expect(result).toMatchObject({ new: 1, rejected: 0 });
      expect(result.notes.join()).toMatch(new RegExp(`read as ${name}.*although it declares`));
      expect(store.reader.findPaper('2503.11111')?.title).toBe(title);
    },
  );

  it('of UTF-8 over stray bytes is honoured: a byte alone tells no other encoding, and costs its record', async () => {
    const text = feed('A Bézier curve', '<?xml version="1.0" encoding="UTF-8"?>');
    expect(await store.ingest(encodeIn('windows-1252', text))).toMatchObject({ records: 1, new: 0, rejected: 1 });
  });

  it.each([
    ['ISO-8859-2', 'Erdős, Łoś and Čech'],
    ['Shift_JIS', '波動関数ⅳの構成'],
    ['koi8-r', 'Задача Коши'],
  ])('of XML is honoured: %s', async (label, title) => {
    const declared = `<?xml version='1.0' encoding='${label}'?>`;
    const result = await store.ingest(encodeIn(label.toLowerCase(), feed(title, declared)));
    expect(result).toMatchObject({ records: 1, new: 1, rejected: 0 });
    expect(papers()[0]?.title).toBe(title);
  });

  it('that names no encoding is told of, and the bytes decide', async () => {
    const result = await store.ingest(
      Buffer.from(feed('Čech complexes', '<?xml version="1.0" encoding="x-unheard-of"?>')),
    );
    expect(papers()[0]?.title).toBe('Čech complexes');
    expect(result.notes.join()).toContain('x-unheard-of');
  });

  it('that the bytes contradict gives way to UTF-8, and that is told', async () => {
    const result = await store.ingest(
      Buffer.from(feed('波動関数ⅳの構成法—―', '<?xml version="1.0" encoding="EUC-JP"?>')),
    );
    expect(papers()[0]?.title).toBe('波動関数ⅳの構成法—―');
    expect(result.notes.join()).toContain('declares EUC-JP');
  });

  it.each(['<meta charset=shift_jis>', '<META http-equiv="Content-Type" content="text/html; charset=x-sjis">'])(
    'of a page is honoured: %s',
    async (meta) => {
      const result = await store.ingest(encodeIn('shift_jis', savedPage(meta)));
      expect(result).toMatchObject({ records: 1, new: 1, format: 'arxiv-jp-html' });
      expect(papers()[0]).toMatchObject({ title: '彩色された木', abstractJa: '木を彩色する手法を示す。' });
    },
  );

  it('of a mail is honoured, also where it is sent as it is', async () => {
    const mailing = `Subject: math daily\nMIME-Version: 1.0\nContent-Type: text/plain;\n\tcharset="iso-8859-1"\nContent-Transfer-Encoding: 8bit\n\nreceived from  Thu  1 Jan 04 20:00:00 GMT to  Fri  2 Jan 04 20:00:00 GMT\n${'-'.repeat(78)}\n\\\\\nPaper: math.AG/0401001\nDate: Thu, 1 Jan 2004 20:00:00 GMT (5kb)\n\nTitle: Čourbes algébriques élémentaires\nAuthors: Zoé Müller\nCategories: math.AG\n\\\\\n  Short.\n\\\\ ( http://arXiv.org/abs/math/0401001 ,  5kb)\n${'-'.repeat(78)}\n`;
    const result = await store.ingest(encodeIn('windows-1252', mailing.replace('Č', 'C')));
    expect(result).toMatchObject({ records: 1, new: 1, rejected: 0 });
    expect(papers()[0]).toMatchObject({ title: 'Courbes algébriques élémentaires', authors: ['Zoé Müller'] });
  });
});

const savedPage = (meta: string): string => `<!DOCTYPE html>
<html><head>${meta}<title>cs.LG | arxiv.jp</title></head><body><a href="https://arxiv.jp/">arxiv.jp</a><article>
<h1>彩色された木</h1><h2>要約</h2><p>木を彩色する手法を示す。</p><h2>要約(オリジナル)</h2><p>We colour trees.</p><h2>arxiv情報</h2>
<p>著者 Ada Lovelace</p><p>発行日 2025-04-09 17:59:58+00:00</p><p>arxivサイト <a href="https://arxiv.org/abs/2504.07777v1">arxiv_id</a></p>
<h2>提供元, 利用サービス</h2><p>arxiv.jp, Google</p>
<footer>カテゴリー: <a rel="category tag">cs.LG</a> | 彩色された木 はコメントを受け付けていません</footer></article></body></html>`;

describe('a page that a browser saved as MHTML', () => {
  const part = (type: string, encoding: string, body: string): string =>
    `Content-Type: ${type}\r\nContent-ID: <frame-0@mhtml.blink>\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Location: https://arxiv.jp/category/cs-lg/\r\n\r\n${body}\r\n`;
  const saved = (parts: readonly string[]): string => {
    const line = '------MultipartBoundary--7fGhIjK----';
    return `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://arxiv.jp/category/cs-lg/\r\nSubject: =?utf-8?Q?cs.LG=20|=20arxiv.jp?=\r\nDate: Thu, 10 Apr 2025 12:00:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--7fGhIjK----"\r\n\r\n\r\n${parts.map((each) => `${line}\r\n${each}`).join('')}${line}--\r\n`;
  };
  const css = part('text/css', 'quoted-printable', 'body { color: =72ed }');
  const frame = part('text/html', 'quoted-printable', '<article><h1>An advertisement</h1></article>');
  const EXPECTED = {
    title: '彩色された木',
    arxivId: '2504.07777',
    abstract: 'We colour trees.',
    categories: ['cs.LG'],
  };

  it('is read: quoted-printable, UTF-8, with styles and frames behind it', async () => {
    const html = part('text/html', 'quoted-printable', wrap(encode(savedPage('<meta charset="UTF-8">')), 76));
    const result = await store.ingest(Buffer.from(saved([html, css, frame])));
    expect(result).toMatchObject({ records: 1, new: 1, rejected: 0, format: 'arxiv-jp-html' });
    expect(papers()[0]).toMatchObject(EXPECTED);
  });

  it('is read: base64 in the encoding that the page itself declares', async () => {
    const bytes = encodeIn('euc-jp', savedPage('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">'));
    const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
    expect(await store.ingest(Buffer.from(saved([part('text/html', 'base64', lines), css])))).toMatchObject({ new: 1 });
    expect(papers()[0]).toMatchObject(EXPECTED);
  });
});

describe('a byte that is no text', () => {
  it.each([
    ['a lost letter in Japanese', Buffer.from([0xe5, 0xad])],
    ['a byte that no encoding has here', Buffer.from([0xff])],
  ])('costs its record, and is told: %s', async (_, bad) => {
    const text = Buffer.from(PAGE);
    const at = text.indexOf(ENTRIES[1]!.en);
    const damaged = Buffer.concat([text.subarray(0, at + 3), bad, text.subarray(at + 3)]);
    const result = await store.ingest(damaged);
    expect(result).toMatchObject({ records: 3, new: 2, rejected: 1 });
    expect(result.rejections[0]?.reason).toContain('bytes that are no text stand in it (abstract)');
    expect(result.notes.join()).toContain('not text in UTF-8');
    const [kept] = [...store.reader.eachQuarantined()];
    expect(kept?.text).toContain(`\\x${bad.toString('hex', 0, 1).toUpperCase()}`);
    expect(JSON.stringify(papers())).not.toMatch(/\uFFFD|\\udc/);
  });

  it('costs no record where none of them holds it', async () => {
    const text = Buffer.from(feed('Čech complexes', '<?xml version="1.0" encoding="UTF-8"?>'));
    const at = text.indexOf('<link>');
    const damaged = Buffer.concat([text.subarray(0, at), Buffer.from([0xe9]), text.subarray(at)]);
    const result = await store.ingest(damaged);
    expect(result).toMatchObject({ records: 1, new: 1, rejected: 0 });
    expect(result.notes.join()).toContain('1 byte is not text');
  });

  it('leaves a U+FFFD that the source itself wrote', async () => {
    expect(await store.ingest(snapshotLine('2401.00001', 'Lost \uFFFD long ago'))).toMatchObject({ new: 1, notes: [] });
  });

  it('is no reason to guess where two encodings fit or none does', async () => {
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => 0x80 + ((index * 37) % 128));
    expect((await store.ingest(noise)).error).toContain('no other encoding fits');
    expect((await store.ingest(Uint8Array.from({ length: 300 }, (_, index) => index % 7))).error).toContain('binary');
  });

  it.each([
    ['bzip2', Buffer.from('BZh91AY&SY')],
    ['xz', Buffer.from('\xFD7zXZ\0', 'latin1')],
    ['Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
    ['7z', Buffer.from('7z\xBC\xAF\x27\x1C', 'latin1')],
    ['RAR', Buffer.from('Rar!\x1A\x07\x01\0', 'latin1')],
    ['LHA', Buffer.from('\x22\x17-lh5-', 'latin1')],
    ['PDF', Buffer.from('%PDF-1.7\n')],
    ['restore', Buffer.from('SQLite format 3\0')],
  ])('tells what a file of another kind is, and what to do: %s', async (word, head) => {
    const noise = createHash('sha512').update(word).digest();
    const { error } = await store.ingest(Buffer.concat([head, ...Array.from({ length: 40 }, () => noise)]));
    expect(error).toContain(word);
  });
});
