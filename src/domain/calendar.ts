// Calendar: instants as the store writes them, and the day an instant falls on in a zone.

/** `YYYY-MM-DDTHH:MM:SSZ`. */
export function toUtcText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** The day (`YYYY-MM-DD`) in an IANA zone; throws RangeError for an unknown zone. */
export function dayIn(zone: string, instant: Date): string {
  return daysOf(zone)(instant);
}

/** The same for many instants: making the format takes a hundred times as long as using it. */
export function daysOf(zone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return (instant) => format.format(instant);
}
