import type { IssuedSummary } from './contest-world.ts';
import type { Outcome } from './contestant.ts';
import { median } from './processes.ts';
import { tableOf } from './table.ts';

/** The results of one start of a contest. */
export interface Round {
  readonly outcomes: ReadonlyArray<Outcome>;
  readonly startsAtMs: number;
  /** Undefined for a server without records. */
  readonly issued: IssuedSummary | undefined;
  /** Of the load generator. */
  readonly cpuMs: number;
  /** Of the server, without its database's. */
  readonly serverCpuMs: number;
  /** Size of the envelope that everyone downloaded before; 0 without one. */
  readonly envelopeBytes: number;
}

type Measure = (outcome: Outcome) => number | undefined;

const valuesOf = ({ outcomes }: Round, measure: Measure) =>
  outcomes.flatMap((outcome) => measure(outcome) ?? []).sort((a, b) => a - b);
const at = (share: number, measure: Measure) => (round: Round) => {
  const sorted = valuesOf(round, measure);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const percent = (holds: (outcome: Outcome) => boolean) => (round: Round) =>
  (100 * round.outcomes.filter(holds).length) / round.outcomes.length;
const sum = (measure: Measure) => (round: Round) => valuesOf(round, measure).reduce((a, b) => a + b, 0);
const afterStart =
  (measure: Measure): Measure =>
  (outcome) => {
    const ms = measure(outcome);
    return ms === undefined ? undefined : outcome.asksAfterMs + ms;
  };

const key: Measure = ({ keyMs }) => keyMs;
const url: Measure = ({ urlMs }) => urlMs;
const firstByte: Measure = ({ pdfFirstByteMs }) => pdfFirstByteMs;
const whole: Measure = ({ pdfWholeMs }) => pdfWholeMs;
const all: Measure = ({ allMs }) => allMs;
const bytes = sum((outcome) => outcome.bytes);
const [urlP99, lastUrl, answered] = [
  at(0.99, url),
  at(1, afterStart(url)),
  percent((o) => o.urlMs !== undefined),
];
const refused = sum((outcome) => outcome.refused);

/** Also the keys of the JSON output, so every name is unique. */
const rows: ReadonlyArray<{ name: string; of: (round: Round) => number; digits?: number }> = [
  { name: 'got a URL, %', of: answered, digits: 2 },
  { name: 'replies 503, and asked again', of: refused },
  { name: 'request to key, ms: p50', of: at(0.5, key), digits: 1 },
  { name: 'request to key, ms: p99', of: at(0.99, key), digits: 1 },
  { name: 'start to the last key, ms', of: at(1, afterStart(key)) },
  { name: 'request to URL, ms: p50', of: at(0.5, url), digits: 1 },
  { name: 'request to URL, ms: p99', of: urlP99, digits: 1 },
  { name: 'request to URL, ms: max', of: at(1, url), digits: 1 },
  { name: 'start to the last URL, ms', of: lastUrl },
  { name: 'request to first byte of PDF, ms: p50', of: at(0.5, firstByte), digits: 1 },
  { name: 'request to first byte of PDF, ms: p99', of: at(0.99, firstByte), digits: 1 },
  { name: 'got the whole PDF, %', of: percent((outcome) => outcome.pdfWholeMs !== undefined), digits: 2 },
  { name: 'start to the last whole PDF, ms', of: at(1, afterStart(whole)) },
  { name: 'request to first statement, ms: p50', of: at(0.5, whole), digits: 1 },
  { name: 'request to first statement, ms: p99', of: at(0.99, whole), digits: 1 },
  { name: 'request to all statements, ms: p50', of: at(0.5, all), digits: 1 },
  { name: 'request to all statements, ms: p99', of: at(0.99, all), digits: 1 },
  { name: 'start to the last statement, ms', of: at(1, afterStart(all)) },
  { name: 'from the start on, MB', of: (round) => bytes(round) / 1e6, digits: 1 },
  { name: 'from the start on, s at 1 Gbit/s', of: (round) => (bytes(round) * 8) / 1e9, digits: 1 },
  {
    name: 'before the start, MB',
    of: ({ envelopeBytes, outcomes }) => (envelopeBytes * outcomes.length) / 1e6,
    digits: 1,
  },
  { name: 'server: CPU, ms', of: ({ serverCpuMs }) => serverCpuMs },
  { name: 'generator: late to ask, ms: p99', of: at(0.99, ({ lateMs }) => lateMs), digits: 1 },
  { name: 'generator: CPU, ms', of: ({ cpuMs }) => cpuMs },
];

/** Medians of the rounds by server and row. */
export function summarizeStart(table: ReadonlyMap<string, ReadonlyArray<Round>>) {
  const ofServer = (rounds: ReadonlyArray<Round>) =>
    Object.fromEntries(rows.map(({ name, of }) => [name, median(rounds.map(of))]));
  return Object.fromEntries([...table].map(([server, rounds]) => [server, ofServer(rounds)]));
}

/** Prints medians of the rounds, one column per server, and the failures. */
export function printStart(count: number, table: ReadonlyMap<string, ReadonlyArray<Round>>): void {
  const longest = Math.max(...[...table.keys()].map((name) => name.length));
  const line = tableOf(40, Math.max(20, longest + 2));
  process.stdout.write('\n');
  line([`${count} participants`, ...table.keys()]);
  for (const { name, of, digits = 0 } of rows) {
    // Participants with an envelope download no PDF, and only they request a key.
    const cell = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(digits));
    line([name, ...[...table.values()].map((rounds) => cell(median(rounds.map(of))))]);
  }
  for (const [name, rounds] of table) {
    const failures = rounds.flatMap(({ outcomes }) => outcomes.flatMap(({ failure }) => failure ?? []));
    for (const [failure, all] of Map.groupBy(failures, (each) => each)) {
      process.stdout.write(`${name}: ${all.length} failed in all rounds: ${failure}\n`);
    }
    for (const round of rounds) printRecords(name, round);
  }
  printAim(count, table.get('SQLite'));
}

/** Whether in all rounds no URL is from before the start, and every reader with a URL has exactly one record. */
export function checkStart(table: ReadonlyMap<string, ReadonlyArray<Round>>): boolean {
  return [...table.values()].flat().every((round) => {
    const { issued, startsAtMs } = round;
    if (!issued) return true;
    const isWhole = issued.records === issued.readers && issued.readers >= served(round);
    return isWhole && issued.firstAtMs >= startsAtMs;
  });
}

const served = ({ outcomes }: Round) => outcomes.filter(({ urlMs }) => urlMs !== undefined).length;

function printRecords(name: string, round: Round): void {
  const { issued, startsAtMs, outcomes } = round;
  if (!issued) return;
  const early = outcomes.flatMap((outcome) => outcome.early ?? []);
  const refusedEarly = early.filter((status) => status === 403).length;
  process.stdout.write(
    `${name}: ${issued.records} records of ${issued.readers} readers, ${served(round)} have a URL; the first is of ` +
      `${issued.firstAtMs - startsAtMs} ms after the start; of ${early.length} who asked before it ${refusedEarly} got 403\n`,
  );
}

/** The target for 5,000 participants on SQLite. */
function printAim(count: number, rounds: ReadonlyArray<Round> | undefined): void {
  if (count !== 5000 || !rounds) return;
  const met = rounds.filter(
    (round) =>
      answered(round) === 100 && refused(round) === 0 && lastUrl(round) <= 2000 && urlP99(round) < 1000,
  ).length;
  process.stdout.write(
    `aim (SQLite): all within 2 s of the start, none refused, p99 of the URL below 1 s: met in ${met} of ${rounds.length} rounds\n`,
  );
}
