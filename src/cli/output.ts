/**
 * Lets a command finish its work quietly when nobody reads what it prints any more, as in `lectern … | head`.
 * Without it, Node ends the process with a stack trace.
 */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Prints what a command returns on standard output: text for people, or JSON with `--json`. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints hints and warnings on standard error, apart from what a program may read. */
export function hint(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Columns as wide as their widest cell; nothing is cut off. */
export function printTable(header: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): void {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines) {
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
