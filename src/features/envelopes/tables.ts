declare module '../../database/schema.ts' {
  interface Tables {
    envelopes: EnvelopeTable;
  }
}

/**
 * The statements of a contest in one language, encrypted as one object. An envelope is current until it is replaced.
 * Replaced ones keep their keys until the contest ends, because readers may have fetched them.
 */
export interface EnvelopeTable {
  id: string;
  contestId: string;
  /** BCP 47; `und` without documents. */
  language: string;
  objectKey: string;
  /** Bytes of the object. */
  size: number;
  /** Its key, sealed by `envelope-keys.ts`. */
  sealedKey: string;
  /** JSON array of `EnvelopePart`. */
  documents: string;
  createdAt: number;
  replacedAt: number | null;
}
