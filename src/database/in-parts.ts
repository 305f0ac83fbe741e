const rowsPerPart = 500;

/** Rows in parts that one statement can insert. */
export function* inParts<Row>(rows: ReadonlyArray<Row>): Generator<ReadonlyArray<Row>> {
  for (let at = 0; at < rows.length; at += rowsPerPart) yield rows.slice(at, at + rowsPerPart);
}
