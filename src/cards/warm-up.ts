// Warming up: functions whose first call takes tens of milliseconds are called once before interactions arrive.
import { dayIn } from '../domain/calendar.js';
import { statementOf } from '../text/gist.js';
import { venueOf } from './venue.js';

const ABSTRACTS = [
  'It has been known for long that widgets bend. In this paper we propose a model of widgets. We show that it holds.',
  'これまで部品の曲がりはよく知られていました。本研究では部品のモデルを提案します。さらに、それが成り立つことを示します。',
];

/** Long patterns are compiled and tables of zones and sentences are loaded. `zone` is the one of days on cards. */
export function warmUp(zone: string): void {
  for (const abstract of ABSTRACTS) statementOf(abstract, 120);
  venueOf('12 pages, accepted at NeurIPS 2025', 'Phys. Rev. D 1 (2025) 2');
  dayIn(zone, new Date(0));
}
