import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Opening } from '../../domain/tasks/attachments.ts';
import type { TaskDetails } from '../../domain/tasks/task-detail.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Access } from '../decide/access.ts';
import type { Reader } from '../decide/read-permit.ts';
import type { ReadAttachments } from '../decide/reader-attachments.ts';
import { isOfStatement } from './task-reads.ts';

/** What a reader's page of a contest shows of a task. Times are Unix milliseconds. */
export interface ContestTaskDetails {
  /** Sorted by language. `pages` is null while they are not counted. */
  readonly documents: ReadonlyArray<{ language: string; pages: number | null; updatedAt: number }>;
  /** When the reader last got a link since their start, as far as records are kept; null: not yet. */
  readonly readAt: number | null;
  /** Those that the reader can open. */
  readonly editorials: ReadonlyArray<{ attachmentId: string; fileName: string }>;
}

interface FileRow {
  readonly taskId: string;
  readonly language: string;
  readonly completedAt: number;
  readonly pages: number | null;
  /** Null for a statement. */
  readonly kind: Opening['kind'] | null;
  readonly opensAt: number | null;
}

export type ReadContestTaskDetails = ReturnType<typeof createReadContestTaskDetails>;

/**
 * Reads the details of tasks in two queries, for the thousands who come at the start of a contest. Only a task whose editorial may have
 * opened needs more.
 */
export function createReadContestTaskDetails(parts: {
  readonly database: Database;
  readonly access: Pick<Access, 'decideMany'>;
  readonly taskDetails: Pick<TaskDetails, 'ofMany'>;
  readonly readAttachments: ReadAttachments;
  readonly clock: Clock;
}) {
  const { database, access, taskDetails, readAttachments, clock } = parts;
  const { dialect } = database;
  const readFiles = database.prepareRead<{ taskIds: Texts }, FileRow>(
    (kysely, param) =>
      kysely
        .selectFrom('documentVersions as version')
        .leftJoin('documentExaminations as examination', 'examination.versionId', 'version.id')
        .leftJoin('attachments', 'attachments.id', 'version.attachmentId')
        .where(
          sql<boolean>`version."taskId" in (select value from ${textsOf(dialect, param('taskIds'), 'wanted')})`,
        )
        .where('version.completedAt', 'is not', null)
        .where('version.replacedAt', 'is', null)
        .orderBy('version.language')
        .select(['version.taskId', 'version.language', 'version.completedAt', 'examination.pages'])
        .select(['attachments.kind', 'attachments.opensAt'])
        .$castTo<FileRow>()
        .compile(),
    { isKept: true },
  );
  const readOwn = database.prepareRead<
    { userId: string; since: number; until: number },
    { taskId: string; readAt: number }
  >((kysely, param) =>
    sql<{ taskId: string; readAt: number }>`
        select issue."taskId", max(issue."issuedAt") as "readAt" from "issuedUrls" as issue
        where issue."principalId" = ${param('userId')} and issue."issuedAt" >= ${param('since')}
          and issue."issuedAt" <= ${param('until')}
          and ${isOfStatement} group by issue."taskId"`.compile(kysely),
  );

  /** The editorials that the reader can open, by the rule of the task's own page. */
  async function openEditorials(
    reader: Reader,
    taskIds: ReadonlyArray<string>,
    nowMs: number,
  ): Promise<ReadonlyMap<string, ContestTaskDetails['editorials']>> {
    if (taskIds.length === 0) return new Map();
    const decisions = await access.decideMany(reader, taskIds, nowMs);
    const details = await taskDetails.ofMany(taskIds);
    const open = await Promise.all(
      taskIds.map(async (taskId) => {
        const [decision, detail] = [decisions.get(taskId), details.get(taskId)];
        if (!decision?.allowed || detail === undefined) return [];
        const { permit, grounds } = decision;
        const found = await readAttachments({ permit, detail, grounds }, nowMs);
        const editorials = found.filter(({ kind, isOpen }) => kind === 'editorial' && isOpen);
        return [[taskId, editorials.map(({ id, fileName }) => ({ attachmentId: id, fileName }))] as const];
      }),
    );
    return new Map(open.flat());
  }

  /**
   * @param contest with the reader's role and times
   * @param taskIds tasks that the reader can read at this time
   * @param nowMs when the reader looks; the PDFs are those of now
   */
  return async (
    reader: Reader,
    contest: ContestWithRole,
    taskIds: ReadonlyArray<string>,
    nowMs = clock.nowMs(),
  ): Promise<(taskId: string) => ContestTaskDetails> => {
    const own = ownContestWindow(contest, contest);
    const [files, reads] = await Promise.all([
      readFiles({ taskIds: textsParam(dialect, taskIds) }),
      readOwn({ userId: reader.id, since: own.opensAt, until: nowMs }),
    ]);
    // While the contest runs for the reader, it keeps editorials closed that open at its end.
    const isOver = own.closesAt !== null && own.closesAt <= nowMs;
    const mayBeOpen = ({ kind, opensAt }: FileRow) =>
      kind === 'editorial' &&
      (opensAt === null ? isOver || contest.role !== 'participant' : opensAt <= nowMs);
    const editorials = await openEditorials(
      reader,
      [...new Set(files.filter(mayBeOpen).map(({ taskId }) => taskId))],
      nowMs,
    );
    const readAt = new Map(reads.map((each) => [each.taskId, each.readAt]));
    const ofTask = Map.groupBy(files, ({ taskId }) => taskId);
    return (taskId) => ({
      documents: (ofTask.get(taskId) ?? [])
        .filter(({ kind }) => kind === null)
        .map(({ language, pages, completedAt }) => ({ language, pages, updatedAt: completedAt })),
      readAt: readAt.get(taskId) ?? null,
      editorials: editorials.get(taskId) ?? [],
    });
  };
}
