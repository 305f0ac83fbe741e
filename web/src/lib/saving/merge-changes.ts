/** What becomes of a form when others have changed what it began with. */
export interface Merge<Fields extends object> {
  /** What the form is to have now: what somebody has changed in it, and what others have changed besides. */
  readonly fields: Fields;
  /** What it then counts as having begun with. In what is contested that is still the old value. */
  readonly before: Fields;
  /** What both have changed, to different values: somebody has to choose. */
  readonly contested: ReadonlyArray<keyof Fields>;
}

/**
 * Puts together what two have changed.
 * @param before what the form began with
 * @param mine what it has now
 * @param theirs what there is by now
 */
export function mergeChanges<Fields extends object>(
  before: Fields,
  mine: NoInfer<Fields>,
  theirs: NoInfer<Fields>,
): Merge<Fields> {
  const fields = { ...theirs };
  const settled = { ...theirs };
  const contested: Array<keyof Fields> = [];
  for (const name of Object.keys(before) as unknown as ReadonlyArray<keyof Fields>) {
    if (mine[name] === before[name]) continue;
    fields[name] = mine[name];
    if (theirs[name] === before[name] || theirs[name] === mine[name]) continue;
    settled[name] = before[name];
    contested.push(name);
  }
  return { fields, before: settled, contested };
}
