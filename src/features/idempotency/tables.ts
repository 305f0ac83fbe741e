declare module '../../database/schema.ts' {
  interface Tables {
    idempotencyKeys: IdempotencyKeyTable;
  }
}

/** A request that is not done twice. Read by `idempotency-store.ts` alone. */
export interface IdempotencyKeyTable {
  /** A keyed hash of the caller, the route and the key that the caller chose. */
  id: string;
  /** The account that asks, or the API key. */
  caller: string;
  /** A keyed hash of all that was asked. */
  request: string;
  /** Random: whoever has claimed the key last. */
  claim: string;
  claimedAt: number;
  expiresAt: number;
  /** Of the answer, in characters. */
  size: number;
  /** Sealed; null until there is one, empty for one that was too large to be kept. */
  answer: string | null;
}
