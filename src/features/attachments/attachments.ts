import type { Database } from '../../database/database.ts';
import { countDocumentChange } from '../../domain/tasks/document-versions.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { Opening } from './opening.ts';
import type { AttachmentTable } from './tables.ts';

/** Attachments of a task that have a file. */
export const maxAttachments = 100;

export type Attachment = Readonly<AttachmentTable>;

export type Attachments = ReturnType<typeof createAttachments>;

/** The names of attachments, and when they open; the core has their versions. Callers check access first. */
export function createAttachments(parts: {
  readonly database: Database;
  readonly revocations: Pick<Revocations, 'change'>;
}) {
  const { revocations, database } = parts;
  const { kysely } = database;
  const readOf = database.prepareBatchedRead<{ taskId: string }, Attachment>((db, param) =>
    db.selectFrom('attachments').selectAll().where('taskId', '=', param('taskId')),
  );

  return {
    /** Also those whose file was removed, or never uploaded. */
    of: (taskId: string) => readOf({ taskId }),
    find: (taskId: string, fileName: string) =>
      kysely
        .selectFrom('attachments')
        .selectAll()
        .where('taskId', '=', taskId)
        .where('fileName', '=', fileName)
        .executeTakeFirst(),
    /** Adds an attachment, or changes when the one with this name opens. @throws LecternError `conflict` when the task has too many */
    async put({ taskId, fileName, ...opening }: Omit<Attachment, 'id'>): Promise<Attachment> {
      return kysely.transaction().execute(async (trx) => {
        const { count } = await trx
          .selectFrom('documentVersions')
          .select(({ fn }) => fn.countAll().as('count'))
          .where('taskId', '=', taskId)
          .where('attachmentId', 'is not', null)
          .where('completedAt', 'is not', null)
          .where('replacedAt', 'is', null)
          .executeTakeFirstOrThrow();
        if (Number(count) >= maxAttachments) throw tooMany();
        return trx
          .insertInto('attachments')
          .values({ id: newId(), taskId, fileName, ...stored(opening) })
          .onConflict((conflict) => conflict.columns(['taskId', 'fileName']).doUpdateSet(stored(opening)))
          .returningAll()
          .executeTakeFirstOrThrow();
      });
    },
    /** Changes when it opens. If that may be later for someone, revokes the URLs of the task. @throws LecternError `not-found` */
    change: (taskId: string, attachmentId: string, opening: Partial<Opening>) =>
      revocations.change(async (trx, revoke) => {
        const before = await trx
          .selectFrom('attachments')
          .selectAll()
          .where('id', '=', attachmentId)
          .where('taskId', '=', taskId)
          .executeTakeFirst();
        if (!before) throw noAttachment();
        const after = await trx
          .updateTable('attachments')
          .set(stored({ ...before, ...opening }))
          .where('id', '=', attachmentId)
          .returningAll()
          .executeTakeFirstOrThrow();
        if (mayOpenLater(before, after)) await revoke.tasks([taskId]);
        await countDocumentChange(trx, taskId, revoke.nowMs());
        return after;
      }),
  };
}

/** Only editorials have a time. */
const stored = ({ kind, opensAt }: Opening): Opening => ({
  kind,
  opensAt: kind === 'editorial' ? opensAt : null,
});

const mayOpenLater = (before: Opening, { kind, opensAt }: Opening): boolean =>
  kind === 'editorial' && (before.kind !== kind || before.opensAt !== opensAt);

const tooMany = () =>
  conflict(
    'too-many-attachments',
    `A task can have at most ${maxAttachments} attachments. Put several files into one zip.`,
    { facts: { max: maxAttachments } },
  );

export const noAttachment = () =>
  new LecternError('not-found', 'The task has no attachment with this id. Get the task to list them.');
