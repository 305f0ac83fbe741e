declare module '../../database/schema.ts' {
  interface Tables {
    idempotencyKeys: IdempotencyKeyTable;
  }
}

/** An idempotency key and the response to its request. Only `idempotency-store.ts` reads it. */
export interface IdempotencyKeyTable {
  /** A keyed hash of the caller, the route and the caller's key. */
  id: string;
  /** Id of the account or the API key. */
  caller: string;
  /** A keyed hash of the request's content. */
  request: string;
  /** A random id of the latest claim. */
  claim: string;
  claimedAt: number;
  expiresAt: number;
  /** Characters of `answer`. */
  size: number;
  /** The sealed response; null until the request is done, empty if too large to store. */
  answer: string | null;
}
