/** What a key is limited to beyond its scopes; null: not limited by this. No list is empty. */
export interface KeyLimits {
  /** Addresses and networks, from which the key is accepted. */
  readonly networks: ReadonlyArray<string> | null;
  /** With `groupIds`, the only tasks that there are for the key: these, and those in these groups. */
  readonly taskIds: ReadonlyArray<string> | null;
  readonly groupIds: ReadonlyArray<string> | null;
}

const noLimits: KeyLimits = { networks: null, taskIds: null, groupIds: null };

/** Limits as the database has them. */
export const readLimits = (text: string | null): KeyLimits =>
  text === null ? noLimits : { ...noLimits, ...JSON.parse(text) };

/** Limits as the database keeps them; null for none. */
export function writeLimits(limits: KeyLimits): string | null {
  const set = Object.entries(limits).filter(([, list]) => list !== null);
  return set.length === 0 ? null : JSON.stringify(Object.fromEntries(set));
}
