// Cron times: when a cron expression is next due in a zone, also over the days on which the clocks change. Pure.
import { Cron } from 'croner';
import { instantOf, wallTime } from './local-time.js';

const FORM = { mode: '5-or-6-parts', sloppyRanges: true } as const;

/** Whether the hours of an expression are open (`*`): then it means "every so often", not times of the day. */
function isOpenHour(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  return /^[*?]/.test(fields.at(-4) ?? '');
}

/**
 * The first time after an instant at which a clock in `zone` shows a time of the expression (five fields, or six with seconds
 * first); null when it never does. A time that comes twice in a day counts once, one that the clocks leave out counts when
 * they change; but what is due every so often goes on through the repeated hour. Throws TypeError for another form.
 */
export function nextCronTime(expression: string, zone: string, after: Date): Date | null {
  const isOpen = isOpenHour(expression);
  // The clock on the wall as if it were UTC: the expression then meets each of its times once a day.
  const onWall = new Cron(expression, { ...FORM, utcOffset: 0 });
  let found: Date | null = null;
  for (
    let wall = onWall.nextRun(new Date(`${wallTime(after, zone)}Z`));
    wall !== null && found === null;
    wall = isOpen ? null : onWall.nextRun(wall)
  ) {
    const [day = '', time = ''] = wall.toISOString().slice(0, 19).split('T');
    const instant = instantOf(day, time, zone);
    if (instant > after) found = instant;
  }
  const open = isOpen ? new Cron(expression, { ...FORM, timezone: zone }).nextRun(after) : null;
  if (found === null || open === null) return found ?? open;
  return open < found ? open : found;
}

/** Whether a text is an expression of five or six fields that is ever due. */
export function isCronExpression(text: string): boolean {
  if (!/^\S+(?:\s+\S+){4,5}$/.test(text.trim())) return false;
  try {
    return new Cron(text, { ...FORM, utcOffset: 0 }).nextRun(new Date(0)) !== null;
  } catch {
    return false;
  }
}
