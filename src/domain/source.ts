// Sources: where papers are fetched from by themselves, and how each stands.

/** `arxiv-feed` is named by its category, `feed` by its address, `harvest` by its set (`oai:cs`); `api` is one. */
export type SourceKind = 'arxiv-feed' | 'feed' | 'harvest' | 'api';

/** Times are UTC texts; unknown is null. */
export interface SourceState {
  readonly name: string;
  readonly kind: SourceKind;
  readonly url: string;
  /** The layout that was recognised in it. */
  readonly format: string | null;
  readonly firstAt: string;
  readonly lastAt: string | null;
  readonly lastOkAt: string | null;
  readonly lastStatus: number | null;
  readonly nextAt: string | null;
  readonly error: string | null;
  /** In a row. */
  readonly failures: number;
  /** The first request without an answer since the last answer. */
  readonly failingSince: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /**
   * The first dump of a turn that did not come to its end, so that what lies behind its pages was not read, or of one that found
   * something new and read further pages, which are read once more. 0 where nothing is open.
   */
  readonly openFrom: number;
  /**
   * The arXiv identifiers of the lowest papers that its list showed at first sight: what stands below them is old. Null for a
   * source that has no further pages, or whose list was not read yet.
   */
  readonly floor: readonly string[] | null;
  /** The arXiv identifiers on the first page of its list when that was last read to its end. Null as for the floor. */
  readonly top: readonly string[] | null;
  /** Turns in a row in which something else came for a further page, perhaps the end of its list, or the pages left a gap. */
  readonly doubts: number;
}

/** A host that asked for a pause, or refuses us. */
export interface HostRest {
  readonly host: string;
  readonly until: string;
  readonly reason: string;
}
