/** Limits of a key beyond its scopes; null: no such limit. Lists are never empty. */
export interface KeyLimits {
  /** Addresses and networks from which the key is accepted. */
  readonly networks: ReadonlyArray<string> | null;
  /** With `groupIds`, the only tasks visible to the key: these, and those in these groups. */
  readonly taskIds: ReadonlyArray<string> | null;
  readonly groupIds: ReadonlyArray<string> | null;
}

const noLimits: KeyLimits = { networks: null, taskIds: null, groupIds: null };

/** Parses the column. */
export const readLimits = (text: string | null): KeyLimits =>
  text === null ? noLimits : { ...noLimits, ...JSON.parse(text) };

/** Serializes for the column; null for no limits. */
export function writeLimits(limits: KeyLimits): string | null {
  const set = Object.entries(limits).filter(([, list]) => list !== null);
  return set.length === 0 ? null : JSON.stringify(Object.fromEntries(set));
}
