/**
 * The fields in which what a form has now differs from what it began with. Only these are sent, so that what somebody
 * else changes meanwhile in the others stays.
 */
export function changesOf<Fields extends object>(before: NoInfer<Fields>, now: Fields): Partial<Fields> {
  const entries = Object.entries(now) as Array<[keyof Fields, Fields[keyof Fields]]>;
  return Object.fromEntries(entries.filter(([name, value]) => value !== before[name])) as Partial<Fields>;
}
