import { LecternError } from '../../lib/errors.ts';
import type { IssueJournal } from './issue-journal.ts';
import type { IssueRecord } from './issue-record.ts';

/** Keeps the record of every issue, durably, before its URL leaves. */
export interface IssueLog {
  /**
   * Resolves once the record is committed; the record of an `issueId` that is there already is kept as it is.
   * @throws LecternError `issue-not-recorded`: the URL must not leave then
   */
  record(issue: IssueRecord): Promise<void>;
  /** The same for the records of one answer, which wait together. */
  recordAll(issues: ReadonlyArray<IssueRecord>): Promise<void>;
  /** Resolves when nothing is waiting to be committed any more. */
  flush(): Promise<void>;
}

interface Waiting {
  readonly issues: ReadonlyArray<IssueRecord>;
  readonly resolve: () => void;
  readonly reject: (error: LecternError) => void;
}

/**
 * The number of answers whose records are committed without waiting for the end of the tick: with thousands of sockets ready,
 * one tick of the event loop takes seconds.
 */
const fullGroup = 256;
/** Some 100 bytes for each, twice. */
const rememberedIds = 20_000;

/**
 * Group commit: the records of all requests of a tick of the event loop go into one durable transaction, or into
 * several when there are many. While one is under way, the next group gathers; there are never two at once. A stable
 * URL that was given a moment ago is on record, and waits for its group alone: replies that leave together cost less.
 */
export function createIssueLog(journal: Pick<IssueJournal, 'append'>): IssueLog {
  const committed = createRecentSet(rememberedIds);
  let waiting: Array<Waiting> = [];
  let committing: Promise<void> | undefined;
  let closeGroup = () => {};

  /** Ends with the tick, or when the group is full. */
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
          reject(new LecternError('issue-not-recorded', 'Try again in a moment.', { cause }));
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

/** Remembers the texts that were added last: at least so many of them, and at most twice as many. */
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
