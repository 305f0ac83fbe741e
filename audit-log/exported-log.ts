import { revocationNames } from './issue-id.ts';
import type { LogRecord, Subject, SubjectKind } from './record.ts';

/** Names in an exported folder; tiles are below `tile/`. */
export const exported = {
  /** The newest checkpoint, written last: a folder without it is incomplete. */
  checkpoint: 'checkpoint',
  /** All checkpoints, oldest first. */
  checkpoints: 'checkpoints',
  keys: 'keys',
  /** All leaves, one per line. */
  leaves: 'leaves',
  entries: 'entries.jsonl',
  /** What the disclosed entries are about, each with the key of its tags. */
  subjects: 'subjects',
} as const;

/** A line of `entries.jsonl`. */
export type ExportedEntry = Readonly<
  { index: number; time: string } & (
    | { salt: string; record: string }
    /** The record was erased. */
    | { commitment: string }
  )
>;

type Entries = AsyncIterable<{ readonly index: number; readonly record?: string | null }>;

/**
 * A contest, and everything that a log has ever put into it, with the index of the last entry that did. Two passes over the log, because
 * members of a group may precede the group's link with the contest.
 * @param linked what is known to belong to it
 */
export async function subjectsIn(
  linked: Iterable<Subject>,
  contestId: string,
  entries: () => Entries,
): Promise<ReadonlyMap<Subject, number>> {
  const found = new Map<Subject, number>([[`contest:${contestId}`, -1]]);
  for (const subject of linked) found.set(subject, -1);
  const add = (kind: SubjectKind, id: unknown, index: number) => {
    if (typeof id === 'string') found.set(`${kind}:${id}`, index);
  };
  for await (const { index, row } of rowsOf(entries())) {
    if (row['contestId'] !== contestId) continue;
    add('task', row['taskId'], index);
    add('group', row['groupId'], index);
    add('user', row['userId'], index);
  }
  for await (const { index, table, row } of rowsOf(entries())) {
    if (table === 'groupMembers' && found.has(`group:${row['groupId']}`)) add('user', row['userId'], index);
    if (table !== 'issuedUrls' || !found.has(`task:${row['taskId']}`)) continue;
    add('apiKey', row['apiKeyId'], index);
    for (const each of revocationNames(String(row['issueId']))) add('revocation', each, index);
  }
  return found;
}

async function* rowsOf(entries: Entries) {
  for await (const { index, record } of entries) {
    if (typeof record !== 'string') continue;
    const { table, before, after }: LogRecord = JSON.parse(record);
    const row = after ?? before;
    if (row) yield { index, table, row }; // a changed file may have null
  }
}
