import { LecternError } from '../../lib/errors.ts';
import type { IssueJournal } from './issue-journal.ts';
import type { IssueRecord } from './issue-record.ts';

/** Records every issue durably, before its URL leaves. */
export interface IssueRecorder {
  /**
   * Resolves once the record is committed. If there already is a record for the `issueId`, it stays unchanged.
   * @throws LecternError `issue-not-recorded`; the URL must not leave then
   */
  record(issue: IssueRecord): Promise<void>;
  /** The same for all records of one reply, which are committed together. */
  recordAll(issues: ReadonlyArray<IssueRecord>): Promise<void>;
  /** Resolves when no record is waiting to be committed. */
  flush(): Promise<void>;
}

interface Waiting {
  readonly issues: ReadonlyArray<IssueRecord>;
  readonly resolve: () => void;
  readonly reject: (error: LecternError) => void;
}

/**
 * Once this many replies are waiting, their records are committed before the end of the tick: with thousands of sockets ready, one tick of
 * the event loop takes seconds.
 */
const fullGroup = 256;
/** About 100 bytes each, and up to twice as many are kept. */
const rememberedIds = 20_000;

/**
 * Group commit: the records of all requests of a tick of the event loop go into one durable transaction, or into several when there are
 * many. While one runs, the next group gathers; two never run concurrently. A stable URL that was just given is already recorded, but still
 * waits for its group, because replies that leave together cost less.
 */
export function createIssueRecorder(journal: Pick<IssueJournal, 'append'>): IssueRecorder {
  const committed = createRecentSet(rememberedIds);
  let waiting: Array<Waiting> = [];
  let committing: Promise<void> | undefined;
  let closeGroup = () => {};

  /** Waits for the end of the tick, or until the group is full. */
  async function gather(): Promise<void> {
    if (waiting.length >= fullGroup) return;
    await new Promise<void>((resolve) => {
      closeGroup = resolve;
      setImmediate(resolve);
    });
  }

  async function commit(group: ReadonlyArray<Waiting>): Promise<void> {
    const records = group.flatMap(({ issues }) => issues).filter(({ issueId }) => !committed.has(issueId));
    if (records.length === 0) return;
    await journal.append(records);
    for (const { issueId } of records) committed.add(issueId);
  }

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      const group = waiting;
      waiting = [];
      try {
        await commit(group);
        for (const { resolve } of group) resolve();
      } catch (cause) {
        for (const { reject } of group) {
          reject(
            new LecternError(
              'issue-not-recorded',
              'Try again in a moment. If that does not help, tell the operator.',
              { cause },
            ),
          );
        }
      }
    }
    committing = undefined;
  }

  function recordAll(issues: ReadonlyArray<IssueRecord>): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ issues, resolve, reject });
      if (waiting.length >= fullGroup) closeGroup();
      committing ??= commitAll();
    });
  }

  return {
    record: (issue) => recordAll([issue]),
    recordAll,
    async flush() {
      await committing;
    },
  };
}

/** Remembers the texts that were added last: at least `atLeast`, at most twice as many. */
interface RecentSet {
  has(text: string): boolean;
  add(text: string): void;
}

function createRecentSet(atLeast: number): RecentSet {
  let [newer, older] = [new Set<string>(), new Set<string>()];
  return {
    has: (text) => newer.has(text) || older.has(text),
    add(text) {
      if (newer.size >= atLeast) [newer, older] = [new Set(), newer];
      newer.add(text);
    },
  };
}
