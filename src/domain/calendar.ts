// Calendar: instants as the store writes them, and the day an instant falls on in a zone.

/** `YYYY-MM-DDTHH:MM:SSZ`. */
export function toUtcText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** The time some milliseconds after (before, when negative) a UTC text, as a UTC text with milliseconds. */
export function timePlus(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** Making a format takes a hundred times as long as using it, and a page of answers shows dozens of days. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day (`YYYY-MM-DD`) of instants in an IANA zone; throws RangeError for an unknown zone. */
export function daysOf(zone: string): (instant: Date) => string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return (instant) => format.format(instant);
}

export function dayIn(zone: string, instant: Date): string {
  return daysOf(zone)(instant);
}
