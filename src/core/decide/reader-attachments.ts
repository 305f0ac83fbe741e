import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { Attachment, Attachments, Opening } from '../../domain/tasks/attachments.ts';
import type { TaskDetail } from '../../domain/tasks/task-detail.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ground } from './access-paths.ts';
import type { ReadPermit } from './read-permit.ts';

/** A current file of a task, as one reader may see it. */
export interface ReaderAttachment extends Attachment {
  readonly version: TaskDetail['attachments'][number];
  readonly isOpen: boolean;
}

/** A task for someone who can read it now. */
export interface ReadableTask {
  readonly permit: ReadPermit;
  readonly detail: TaskDetail;
  /** All grounds of the reader, open or not. */
  readonly grounds: ReadonlyArray<Ground>;
}

/** The attachments of a task for a reader, sorted by name, editorials last. @param atMs default: now */
export type ReadAttachments = (task: ReadableTask, atMs?: number) => Promise<ReadonlyArray<ReaderAttachment>>;

export function createReadAttachments(parts: {
  readonly attachments: Pick<Attachments, 'of'>;
  readonly contests: Pick<Contests, 'findFor'>;
  readonly clock: Clock;
}): ReadAttachments {
  const { attachments, contests, clock } = parts;
  return async ({ permit, detail, grounds }, nowMs = clock.nowMs()) => {
    const current = new Map(detail.attachments.map((version) => [version.attachmentId, version]));
    const found = (await attachments.of(permit.taskId)).flatMap((attachment) => {
      const version = current.get(attachment.id);
      return version ? [{ ...attachment, version }] : [];
    });
    found.sort((a, b) => (a.kind + a.fileName < b.kind + b.fileName ? -1 : 1));
    if (permit.staff) return found.map((each) => ({ ...each, isOpen: true }));

    const waits = found.some(({ kind, opensAt }) => kind === 'editorial' && opensAt === null);
    const contestIds = waits ? [...contestIdsOf(grounds, nowMs)] : [];
    const own = await Promise.all(contestIds.map((id) => contests.findFor(permit.principalId, id)));
    return found.map((each) => {
      const opensAt = openingFor(each, own, nowMs);
      return { ...each, opensAt, isOpen: opensAt !== null && opensAt <= nowMs };
    });
  };
}

/**
 * The contests that give a reader the task: those they take part in, before, during and after them, and open archives. Others may not close an
 * editorial, because that would tell outsiders which tasks a running contest has.
 */
const contestIdsOf = (
  grounds: ReadonlyArray<Pick<Ground, 'kind' | 'through' | 'opensAt'>>,
  nowMs: number,
): ReadonlySet<string> =>
  new Set(
    grounds.flatMap(({ kind, through, opensAt }) =>
      kind === 'contest' || (kind === 'contest-archive' && opensAt <= nowMs) ? (through ?? []) : [],
    ),
  );

/**
 * When an attachment opens for a reader of its task, with their delays and extra time (Unix milliseconds); null: not foreseeable. An editorial
 * without a time opens at the end of the last of those contests that have started for the reader; others are left out, because its time would
 * tell that they have the task.
 * @param contests those of `contestIdsOf`
 */
function openingFor(
  { kind, opensAt }: Opening,
  contests: ReadonlyArray<ContestWithRole>,
  nowMs: number,
): number | null {
  if (kind === 'attachment') return 0;
  if (opensAt !== null) return opensAt;
  const started = contests
    .map((contest) => ownContestWindow(contest, contest))
    .filter((window) => window.opensAt <= nowMs);
  const ends = started.flatMap(({ closesAt }) => closesAt ?? []);
  return ends.length > 0 && ends.length === started.length ? Math.max(...ends) : null;
}
