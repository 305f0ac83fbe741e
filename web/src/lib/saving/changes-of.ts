/**
 * The fields of a form that differ from its initial values; undefined if none do. Only these are sent, so that concurrent changes to the
 * others survive.
 */
export function changesOf<Fields extends object>(
  before: NoInfer<Fields>,
  now: Fields,
): Partial<Fields> | undefined {
  const entries = Object.entries(now) as Array<[keyof Fields, Fields[keyof Fields]]>;
  const changed = entries.filter(([name, value]) => value !== before[name]);
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<Fields>);
}
