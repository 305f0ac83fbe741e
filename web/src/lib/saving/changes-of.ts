/**
 * The fields in which what a form has now differs from what it began with; undefined when none does. Only these are sent,
 * so that what somebody else changes meanwhile in the others stays.
 */
export function changesOf<Fields extends object>(
  before: NoInfer<Fields>,
  now: Fields,
): Partial<Fields> | undefined {
  const entries = Object.entries(now) as Array<[keyof Fields, Fields[keyof Fields]]>;
  const changed = entries.filter(([name, value]) => value !== before[name]);
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<Fields>);
}
