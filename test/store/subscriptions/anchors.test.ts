// Anchors of keyword rules: made anew where the pairs of terms are others, so that an old rule gets what a new one would.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTermBook } from '../../../src/search/terms.js';
import { openWriter } from '../../../src/store/writer.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const anchors = (): unknown[] => {
  const db = new Database(store.path, { readonly: true });
  const terms = db.prepare('SELECT term FROM rule_anchors ORDER BY term').pluck().all();
  db.close();
  return terms;
};

it('a rule of before a pair of terms is found by both of them, and stays as it is where nothing changed', () => {
  store.writer.addSubscription(ruleFor('100', '画像', { kind: 'keyword' }), PLACE);
  const before = anchors();
  const zone = 'Asia/Tokyo';
  const renew = (data: Record<string, [string, string][]>): unknown[] => {
    openWriter(store.path, taxonomy, { zone, book: createTermBook(data) }).close();
    return anchors();
  };
  expect(renew({ cs: [['image', '画像']] })).toEqual(expect.arrayContaining(['imag']));
  expect(renew({ cs: [['image', '画像']] }).length).toBeGreaterThan(before.length);
  expect(renew({})).toEqual(before);
});

it('a rule for an English word whose pair is one Japanese letter is found by the English word alone', () => {
  store.writer.addSubscription(ruleFor('100', 'light', { kind: 'keyword' }), PLACE);
  const before = anchors();
  openWriter(store.path, taxonomy, { zone: 'Asia/Tokyo', book: createTermBook({ cs: [['light', '光']] }) }).close();
  expect(anchors()).toEqual(before);
});
