import type { CallKind, DiskFault, DiskReport, FailingDisk } from './failing-disk.ts';
import { sized } from './test-size.ts';

/** One run of a flow on a disk that fails. */
export interface Attempt {
  /** Whether what was asked for is said to be done, is refused for now, or nobody is told; anything else in words. */
  act(): Promise<'done' | 'refused' | 'killed' | (string & {})>;
  /** Whether it is done in truth, once the disk is well; `perhaps` where a refusal may leave it done. */
  isDone(): Promise<boolean | 'perhaps'>;
}

export interface Flow {
  readonly name: string;
  /** For the nightly size alone. */
  readonly isSlow?: true;
  /** Prepares a run while the disk is well. */
  begin(): Promise<Attempt>;
}

export interface TrialCounts {
  trials: number;
  done: number;
  refused: number;
  killed: number;
  /** What went wrong, each as a sentence. */
  readonly wrong: Array<string>;
}

type Fault = readonly [kind: CallKind, error: DiskFault['error'], goesOn: boolean];

/** The process is killed instead. */
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
 * Lets the first, the second, the third … call of each kind fail, until a flow makes no more of them. Whatever fails,
 * its answer must be true, and the same flow must work as soon as the disk does.
 * @param settle called before each trial
 * @param faults errors by default
 * @param every how many calls further each trial is: 1 tries them all
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
  const outcome = await tryOnce(disk, flow, fault);
  // What else the process does meanwhile may have taken the fault, so what is wrong must be so twice.
  return outcome.problem ? tryOnce(disk, flow, fault) : outcome;
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
  // Who was killed may have done it all, without having said so.
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
  if (answer === 'refused') return isDone === true ? 'it was refused, and is done' : undefined;
  if (answer !== 'done') return answer;
  if (!isDone) return 'it is said to be done, and is not';
  // A commit is in the write-ahead log; what follows in the database itself is a checkpoint, which can come later.
  const mustHold = (kind === 'write' || kind === 'flush') && !first.endsWith('lectern.db');
  return failed > 0 && mustHold ? 'it is said to be done without its bytes on the disk' : undefined;
}
