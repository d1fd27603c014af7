// Standard input becomes a file that can be read as often as it is asked for, and is gone afterwards.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { membersOf } from '../../../src/sources/archive/members.js';
import { spool } from '../../../src/sources/files/standard-input.js';

async function* pieces(...texts: (string | Buffer)[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of chunks) all.push(piece);
  return Buffer.concat(all).toString();
}

describe('standard input', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spool-test-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('is a dump with a size, read twice, for this user alone, and removed', async () => {
    const { dump, remove } = await spool('-', pieces('学習', '', ' of words\n'));
    expect(dump).toMatchObject({ path: '-', size: 16 });
    expect([await textOf(dump.chunks()), await textOf(dump.chunks())]).toEqual(['学習 of words\n', '学習 of words\n']);
    expect(statSync(dump.file ?? '').mode & 0o077).toBe(0);
    await remove();
    expect(existsSync(dump.file ?? '')).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may be empty', async () => {
    const { dump, remove } = await spool('-', pieces());
    expect([dump.size, await textOf(dump.chunks())]).toEqual([0, '']);
    await remove();
  });

  it('may be an archive', async () => {
    const { dump, remove } = await spool('-', pieces(gzipSync('one dump')));
    const found: string[] = [];
    for await (const member of membersOf(dump)) found.push(`${member.path} ${await textOf(member.chunks())}`);
    expect(found).toEqual(['- one dump']);
    await remove();
  });

  it('that fails leaves nothing behind', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('begun');
      throw new Error('the pipe broke');
    }
    await expect(spool('-', broken())).rejects.toThrow('the pipe broke');
    expect(readdirSync(folder)).toEqual([]);
  });
});
