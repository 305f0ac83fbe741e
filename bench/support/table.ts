/** Prints lines of a table: the first column left-aligned, the others right-aligned, padded to the widths. */
export function tableOf(firstWidth: number, width: number): (cells: ReadonlyArray<string>) => void {
  return ([first = '', ...others]) => {
    const rest = others.map((cell) => cell.padStart(width)).join('');
    process.stdout.write(`${first.padEnd(firstWidth)}${rest}\n`);
  };
}
