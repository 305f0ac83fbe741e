declare module '../../database/schema.ts' {
  interface Tables {
    envelopes: EnvelopeTable;
  }
}

/**
 * The statements of a contest in one language, encrypted as one object. It is current until it is replaced; those that
 * were keep their keys until the contest ends, as somebody may have fetched them.
 */
export interface EnvelopeTable {
  id: string;
  contestId: string;
  /** BCP 47; `und` for one without documents. */
  language: string;
  objectKey: string;
  /** Bytes of the object. */
  size: number;
  /** The key that opens it, as `envelope-keys.ts` seals it. */
  sealedKey: string;
  /** A JSON array of what it was made of: `EnvelopePart`. */
  documents: string;
  createdAt: number;
  replacedAt: number | null;
}
