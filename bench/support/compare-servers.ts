import { freePort, median, startNode, stop } from './processes.ts';

export interface Server {
  readonly name: string;
  readonly port: number;
}

/** What is measured at each server in turn. */
export interface Row {
  readonly name: string;
  /** Per second. */
  measure(server: Server): Promise<number>;
}

export interface Comparison {
  /** What is counted, as `downloads/s`. */
  readonly title: string;
  readonly rows: ReadonlyArray<Row>;
  readonly servers: ReadonlyArray<Server>;
  /** Which of the servers the others are divided by. */
  readonly reference: number;
  /** After one that warms up. */
  readonly rounds: number;
  isCounted(round: number): boolean;
  /** About how long one measurement takes. */
  readonly seconds: number;
  /** Print everything as JSON instead of a table. */
  readonly json: boolean;
}

/** Starts Lectern over a data folder; the port is that of its file server. It ends with the stack. */
export async function startLecternFiles(dataDir: string, stack: AsyncDisposableStack): Promise<Server> {
  const [apiPort, port] = [await freePort(), await freePort()];
  const settings = {
    LECTERN_DATA_DIR: dataDir,
    LECTERN_PORT: String(apiPort),
    LECTERN_FILES_PORT: String(port),
  };
  const program = ['--max-semi-space-size=8', 'src/main.cjs', 'serve']; // as `npm start`
  const server = await startNode(program, settings, `http://127.0.0.1:${apiPort}/readyz`);
  stack.defer(() => stop(server));
  return { name: 'Lectern', port };
}

/** Measures the servers in turn, row by row and round by round, and prints medians, and those of the ratios of each round. */
export async function printRatios(comparison: Comparison): Promise<void> {
  const { title, rows, servers, reference, rounds, isCounted, seconds, json } = comparison;
  const total = (rounds + 1) * rows.length * servers.length * seconds;
  if (!json)
    process.stdout.write(`${rows.length} rows, ${rounds} rounds after one that warms up: about ${total} s\n`);
  const measured = rows.map(() => servers.map(() => [] as Array<number>));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [row, { measure }] of rows.entries()) {
      for (const [at, server] of servers.entries()) {
        const perSecond = await measure(server);
        if (isCounted(round)) measured[row]?.[at]?.push(perSecond);
      }
    }
  }

  const results = rows.map(({ name }, row) => {
    const cells = servers.map((server, at) => {
      const all = measured[row]?.[at] ?? [];
      const ratios = all.map((value, round) => value / (measured[row]?.[reference]?.[round] ?? Number.NaN));
      return { server: server.name, perSecond: median(all), ratio: median(ratios), all };
    });
    return { name, cells };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ title, seconds, rounds, results }, null, 2)}\n`);
    return;
  }
  const line = (cells: ReadonlyArray<string>) =>
    process.stdout.write(
      `${cells.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(17))).join('')}\n`,
    );
  line([`${title} (of ${servers[reference]?.name})`, ...servers.map(({ name }) => name)]);
  for (const { name, cells } of results) {
    line([name, ...cells.map(({ perSecond, ratio }) => `${perSecond.toFixed(0)} (${ratio.toFixed(2)})`)]);
  }
}
