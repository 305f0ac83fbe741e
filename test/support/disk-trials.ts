import type { CallKind, DiskFault, DiskReport, FailingDisk } from './failing-disk.ts';
import { sized } from './test-size.ts';

/** One run of a flow on a disk that fails. */
export interface Attempt {
  /** The reported outcome: done, refused for now, or none because the process was killed; anything else in words. */
  act(): Promise<'done' | 'refused' | 'killed' | (string & {})>;
  /** Whether it is really done, once the disk works; `perhaps` where a refusal may leave it done. */
  isDone(): Promise<boolean | 'perhaps'>;
}

export interface Flow {
  readonly name: string;
  /** Only in the nightly size. */
  readonly isSlow?: true;
  /** Prepares a run while the disk works. */
  begin(): Promise<Attempt>;
}

export interface TrialCounts {
  trials: number;
  done: number;
  refused: number;
  killed: number;
  /** What went wrong, one sentence each. */
  readonly wrong: Array<string>;
}

type Fault = readonly [kind: CallKind, error: DiskFault['error'], goesOn: boolean];

/** Kills the process instead of failing the call. */
export const kills: ReadonlyArray<Fault> = [
  ['write', 'SIGKILL', false],
  ['flush', 'SIGKILL', false],
  ['name', 'SIGKILL', false],
];

/** The last ones find little that the others do not. */
const errors: ReadonlyArray<Fault> = (
  [
    ['read', 'EIO', false],
    ['write', 'ENOSPC', true],
    ['flush', 'EIO', false],
    ['name', 'EIO', false],
    ['write', 'EIO', false],
    ['flush', 'EIO', true],
    ['name', 'ENOSPC', true],
  ] satisfies ReadonlyArray<Fault>
).slice(0, sized(4, 7));

/** Far more calls than a flow makes. */
const mostCalls = 2000;

/**
 * Fails the first, the second, the third … call of each kind, until a flow makes no more of them. Whatever fails, its
 * answer must be true, and the same flow must work as soon as the disk does.
 * @param settle called before each trial
 * @param faults errors by default
 * @param every the step from trial to trial: 1 tries all calls
 */
export async function tryAllFaults(
  disk: FailingDisk,
  flow: Flow,
  {
    settle = () => {},
    every = 1,
    faults = errors,
  }: { settle?: () => void; every?: number; faults?: ReadonlyArray<Fault> } = {},
): Promise<TrialCounts> {
  const counts: TrialCounts = { trials: 0, done: 0, refused: 0, killed: 0, wrong: [] };
  for (const [kind, error, goesOn] of faults) {
    for (let nth = 1; nth <= mostCalls; nth += every) {
      settle();
      const fault: DiskFault = { kind, nth, error, goesOn };
      const { answer, report, problem } = await tryFault(disk, flow, fault);
      counts.trials += 1;
      if (answer === 'done') counts.done += 1;
      if (answer === 'refused') counts.refused += 1;
      if (answer === 'killed') counts.killed += 1;
      if (problem) {
        const what = `${flow.name}, ${error} at ${kind} ${nth}${goesOn ? ' and all after it' : ''}`;
        counts.wrong.push(`${what} (${report.first}): ${problem}`);
      }
      if (report.failed === 0) break;
    }
  }
  return counts;
}

async function tryFault(disk: FailingDisk, flow: Flow, fault: DiskFault): Promise<Outcome> {
  let outcome = await tryOnce(disk, flow, fault);
  // Another activity of the process may have met the fault; a problem of the flow occurs each time.
  for (let more = 4; more > 0 && outcome.problem; more -= 1) outcome = await tryOnce(disk, flow, fault);
  return outcome;
}

interface Outcome {
  readonly answer: string;
  readonly report: DiskReport;
  readonly problem: string | undefined;
}

async function tryOnce(disk: FailingDisk, flow: Flow, fault: DiskFault): Promise<Outcome> {
  const attempt = await flow.begin();
  disk.fail(fault);
  const answer = await attempt.act();
  const report = disk.heal();
  const isDone = await attempt.isDone();
  const problem = judge(answer, isDone, fault, report);
  // A killed process may have done everything, without an answer.
  if (problem || answer === 'done' || (answer === 'killed' && isDone === true))
    return { answer, report, problem };
  const again = await attempt.act();
  const works = again === 'done' && (await attempt.isDone());
  return { answer, report, problem: works ? undefined : `it does not work afterwards: ${again}` };
}

function judge(
  answer: string,
  isDone: boolean | 'perhaps',
  { kind }: DiskFault,
  { failed, first }: DiskReport,
) {
  if (answer === 'killed') return undefined;
  if (answer === 'refused') return isDone === true ? 'it was refused, but is done' : undefined;
  if (answer !== 'done') return answer;
  if (!isDone) return 'it is reported as done, but is not';
  // A commit is in the write-ahead log; later writes to the database itself are a checkpoint, which may be delayed.
  const mustHold = (kind === 'write' || kind === 'flush') && !first.endsWith('lectern.db');
  return failed > 0 && mustHold ? 'it is reported as done without its bytes on the disk' : undefined;
}
