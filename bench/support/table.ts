/** Prints lines of a table: the first column so wide and to the left, all others so wide and to the right. */
export function tableOf(firstWidth: number, width: number): (cells: ReadonlyArray<string>) => void {
  return ([first = '', ...others]) => {
    const rest = others.map((cell) => cell.padStart(width)).join('');
    process.stdout.write(`${first.padEnd(firstWidth)}${rest}\n`);
  };
}
