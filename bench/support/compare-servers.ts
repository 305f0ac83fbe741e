import type { ChildProcess } from 'node:child_process';
import { type Checkout, ownCheckout } from './checkouts.ts';
import { cpuMs, median, startLectern, stop } from './processes.ts';
import { tableOf } from './table.ts';

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
}

export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
}

/** A measurement that is made for each server in turn. */
export interface Row {
  readonly name: string;
  measure(server: Server): Promise<Rate>;
}

export interface Comparison {
  /** The unit, such as `downloads/s`. */
  readonly title: string;
  readonly rows: ReadonlyArray<Row>;
  readonly servers: ReadonlyArray<Server>;
  /** Index of the server by which the others are divided. */
  readonly reference: number;
  /** After a warm-up round. */
  readonly rounds: number;
  isCounted(round: number): boolean;
  /** The approximate duration of one measurement. */
  readonly seconds: number;
  /** Prints everything as JSON instead of a table. */
  readonly json: boolean;
}

/** Starts Lectern with a data folder and returns its file server's port. It stops with the stack. */
export async function startLecternFiles(
  dataDir: string,
  stack: AsyncDisposableStack,
  { program, suffix }: Checkout = ownCheckout,
): Promise<Server> {
  const { server, filesPort } = await startLectern({ LECTERN_DATA_DIR: dataDir }, [program, 'serve']);
  stack.defer(() => stop(server));
  return { name: `Lectern${suffix}`, port: filesPort, pid: server.pid as number };
}

export interface Measurement {
  readonly perSecond: number;
  /** CPU time of the server for each, in microseconds. On a shared machine it varies less than the rate. */
  readonly cpuUs: number;
}

/** Adds the CPU time of a server to a measurement of it. */
export async function withCpu(
  server: Pick<ChildProcess, 'pid'>,
  measure: () => Promise<Rate>,
): Promise<Measurement> {
  const before = cpuMs(server);
  const { perSecond, seconds } = await measure();
  return { perSecond, cpuUs: ((cpuMs(server) - before) * 1000) / (perSecond * seconds) };
}

/** Measures the servers alternately, row by row and round by round. Prints medians of the values, and of each round's ratios. */
export async function printRatios(comparison: Comparison): Promise<void> {
  const { title, rows, servers, reference, rounds, isCounted, seconds, json } = comparison;
  const total = (rounds + 1) * rows.length * servers.length * seconds;
  if (!json) {
    process.stdout.write(`${rows.length} rows, ${rounds} rounds after one that warms up: about ${total} s\n`);
  }
  const measured = rows.map(() => servers.map(() => [] as Array<Measurement>));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, row] of rows.entries()) {
      for (const [of, server] of servers.entries()) {
        const measurement = await withCpu(server, () => row.measure(server));
        if (isCounted(round)) measured[at]?.[of]?.push(measurement);
      }
    }
  }

  const results = rows.map(({ name }, at) => {
    const references = measured[at]?.[reference] ?? [];
    const cells = servers.map((server, of) => {
      const all = measured[at]?.[of] ?? [];
      const ratioOf = (key: keyof Measurement) =>
        median(all.map((each, round) => each[key] / (references[round]?.[key] ?? Number.NaN)));
      return {
        server: server.name,
        perSecond: median(all.map(({ perSecond }) => perSecond)),
        cpuUs: median(all.map(({ cpuUs }) => cpuUs)),
        ratios: { perSecond: ratioOf('perSecond'), cpuUs: ratioOf('cpuUs') },
        all,
      };
    });
    return { name, cells };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ title, seconds, rounds, results }, null, 2)}\n`);
    return;
  }
  const line = tableOf(26, 30);
  process.stdout.write(
    `${title} (of ${servers[reference]?.name}), and CPU time of the server for each (of the same)\n`,
  );
  line(['', ...servers.map(({ name }) => name)]);
  for (const { name, cells } of results) {
    const texts = cells.map(({ perSecond, cpuUs, ratios }) => {
      const [rate, cost] = [ratios.perSecond.toFixed(2), ratios.cpuUs.toFixed(2)];
      return `${perSecond.toFixed(0)} (${rate}), ${cpuUs.toFixed(0)} µs (${cost})`;
    });
    line([name, ...texts]);
  }
}
