// The condition of the index translations_open: SQLite uses a partial index only where a query repeats its condition.

/** Of texts that are still to be translated; the others, of years, are never read for them. */
export const IS_QUEUED = "state IN ('waiting', 'asking')";
