import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import { never, noText } from '../../database/sql.ts';
import type { WordSet } from '../../lib/fields.ts';

/** One reply of a file server with a PDF or a part of it. */
export interface Delivery {
  readonly issueId: string;
  /** Of the request, in the server's log. */
  readonly requestId: string;
  /** When the request arrived, in Unix milliseconds. */
  readonly atMs: number;
  /** Bytes of the file that were sent; 0 if the reader's cache had it. */
  readonly bytes: number;
  /** Bytes of the whole file; undefined if the log does not tell. */
  readonly size: number | undefined;
  /** IP address of the client; undefined if unknown. */
  readonly address: string | undefined;
}

/** Alphabetical order is the order of certainty: of several, the greatest counts. */
const answers = ['no', 'unknown', 'yes'] as const;

export const openedAnswers = {
  title: 'Opened',
  words: answers,
  describe:
    'Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time.',
} as const satisfies WordSet;
export type Opened = (typeof answers)[number];

export const wholeFileAnswers = {
  title: 'WholeFile',
  words: answers,
  describe: 'Whether the bytes that were sent add up to the whole file.',
} as const satisfies WordSet;

/**
 * What became of issued URLs, as SQL over a row `issue` of `issuedUrls`. The core records no downloads; a feature may replace these
 * expressions.
 */
export interface UrlReads {
  readonly opened: RawBuilder<Opened>;
  readonly wholeFile: RawBuilder<Opened>;
  /** Unix milliseconds; null: none is known, as below. */
  readonly firstReadAt: RawBuilder<number | null>;
  readonly lastReadAt: RawBuilder<number | null>;
  readonly requests: RawBuilder<number | null>;
  readonly bytes: RawBuilder<number | null>;
  /** A table of deliveries, with the columns `issueId` (`issueIdOf`), `at` (Unix milliseconds) and `address`. */
  readonly deliveries: RawBuilder<unknown>;
}

/** @param nowMs Unix milliseconds */
export type UrlReadsAt = (dialect: Dialect, nowMs: number) => UrlReads;

const unknown = sql<Opened>`cast('unknown' as text)`;
const none = sql<number | null>`${never}`;

/** Without a record of downloads. */
export const unknownReads: UrlReadsAt = () => ({
  opened: unknown,
  wholeFile: unknown,
  firstReadAt: none,
  lastReadAt: none,
  requests: none,
  bytes: none,
  deliveries: sql`(select ${noText} as "issueId", ${never} as at, ${noText} as address where false)`,
});
