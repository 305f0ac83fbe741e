import { client } from '../../lib/server/client.ts';
import { refetchAfter } from '../../lib/server/resource.ts';
import { readRoster } from '../people/roster.ts';
import type { PlannedContest } from './sheet.ts';

/** The API's limits of a request. */
const [maxTasks, maxPeople] = [100, 500];

export interface MadeContest {
  readonly contestId: string;
  /** Addresses without a verified account. */
  readonly unknown: ReadonlyArray<string>;
}

/**
 * Creates a contest with its tasks and people. A later attempt repeats what exists already, which changes nothing.
 * @throws LecternApiError; the signal's reason
 */
export async function makeContest(
  contest: PlannedContest,
  taskIds: ReadonlyArray<string>,
  { onContest, signal }: { readonly onContest: (contestId: string) => void; readonly signal: AbortSignal },
): Promise<MadeContest> {
  signal.throwIfAborted();
  const contestId = contest.contestId ?? (await create());
  const path = { contestId };
  const unknown: Array<string> = [];
  try {
    for (let at = 0; at < taskIds.length; at += maxTasks) {
      const body = { taskIds: taskIds.slice(at, at + maxTasks) };
      await client.post('/api/v1/contests/{contestId}/tasks', { path, body, signal });
    }
    const { groupId } = contest;
    if (groupId !== null) {
      await client.put('/api/v1/contests/{contestId}/groups/{groupId}', {
        path: { contestId, groupId },
        signal,
      });
    }
    const { emails } = readRoster(contest.people);
    for (let at = 0; at < emails.length; at += maxPeople) {
      const body = { emails: emails.slice(at, at + maxPeople) };
      const added = await client.post('/api/v1/contests/{contestId}/participants', { path, body, signal });
      unknown.push(...added.unknown, ...added.unverified);
    }
  } finally {
    void refetchAfter('post', '/api/v1/contests');
  }
  return { contestId, unknown };

  /** Ignores the signal, because it would be unknown whether the contest exists. */
  async function create(): Promise<string> {
    const { key: idempotencyKey, name, startsAt, endsAt } = contest;
    const body = { name: name.trim(), startsAt: startsAt ?? '', endsAt };
    const created = await client.post('/api/v1/contests', { body, idempotencyKey });
    onContest(created.contestId);
    return created.contestId;
  }
}
