export interface Merge<Fields extends object> {
  /** The user's changes, and those of others to the remaining fields. */
  readonly fields: Fields;
  /** The form's new initial values. Contested fields keep their old ones. */
  readonly before: Fields;
  /** Fields that both changed, to different values: the user must choose. */
  readonly contested: ReadonlyArray<keyof Fields>;
}

/**
 * Merges concurrent changes of a form.
 * @param before its initial values
 * @param mine its current values
 * @param theirs the values on the server
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
