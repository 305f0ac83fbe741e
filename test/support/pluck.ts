import assert from 'node:assert/strict';

/** The values of one field, in order. A reply without the list fails here. */
export function pluck<Name extends string, Row extends { readonly [Field in Name]?: unknown }>(
  rows: Iterable<Row> | undefined,
  name: Name,
): Array<Row[Name]> {
  assert.ok(rows !== undefined, `there is no list from which to take "${name}"`);
  return Array.from(rows, (row) => row[name]);
}
