// What `show` prints of a paper for people.
import { expect, it } from 'vitest';
import { printShow } from '../../src/cli/reading-verbs.js';
import { storePapers } from '../helpers/papers.js';
import { openTestStore } from '../helpers/stores.js';

it('says that a paper was withdrawn, and of no other one', async () => {
  const store = openTestStore();
  const paper = { title: 'Cogs', authors: ['Ann Roe'], abstract: 'They turn.', categories: ['cs.RO'] };
  storePapers(store, [
    { ...paper, arxivId: '2501.00001', withdrawn: true },
    { ...paper, arxivId: '2501.00002', title: 'Gears' },
  ]);
  const shown = async (id: string): Promise<string[]> => {
    const lines: string[] = [];
    await printShow(store.reader, id, {
      isJson: false,
      print: (line) => {
        lines.push(line);
        return Promise.resolve();
      },
    });
    return lines;
  };
  expect(await shown('2501.00001')).toContain('this paper has been withdrawn');
  expect((await shown('2501.00002')).join()).not.toContain('withdrawn');
  store.close();
});
