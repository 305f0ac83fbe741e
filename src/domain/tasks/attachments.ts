import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import type { WordSet } from '../../lib/fields.ts';
import { newId } from '../../lib/ids.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import { countDocumentChange } from './document-versions.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    attachments: AttachmentTable;
  }
}

/** A file of a task, by name; `documentVersions` has its versions. It stays when the last of them is removed. */
interface AttachmentTable extends Opening {
  id: string;
  taskId: string;
  /** Unique in the task. */
  fileName: string;
}

export const attachmentKinds = {
  title: 'AttachmentKind',
  words: ['attachment', 'editorial'],
  describe: 'attachment: opens with the task; editorial: opens after the contest, or at a time.',
} as const satisfies WordSet;

/** How an attachment opens. */
export interface Opening {
  kind: (typeof attachmentKinds.words)[number];
  /** When an editorial opens (Unix milliseconds); null: when the contest has ended for its reader. Null for an attachment. */
  opensAt: number | null;
}

/** Attachments of a task that have a file. */
export const maxAttachments = 100;

export type Attachment = Readonly<AttachmentTable>;

export type Attachments = ReturnType<typeof createAttachments>;

/** The names of attachments, and when they open; `documentVersions` has their versions. Callers check access first. */
export function createAttachments(parts: {
  readonly database: Database;
  readonly revocations: Pick<Revocations, 'change'>;
}) {
  const { revocations, database } = parts;
  const { kysely, dialect } = database;
  const readOf = database.prepareBatchedRead<{ taskId: string }, Attachment>((db, param) =>
    ofTask(db, param('taskId')),
  );

  // Thousands of readers request the key of the same envelope in the second of a start.
  const readOpening = database.prepareBatchedRead<{ versionIds: Texts }, { id: string }>((db, param) => {
    const wanted = sql`select value from ${textsOf(dialect, param('versionIds'), 'wanted')}`;
    return db
      .selectFrom('documentVersions as version')
      .select('version.id')
      .innerJoin('attachments', 'attachments.id', 'version.attachmentId')
      .where(sql<boolean>`version.id in (${wanted})`)
      .where('attachments.kind', '=', 'attachment');
  });

  return {
    /** Which of these versions open together with their tasks, for every reader of these. The others are secret for longer. */
    async openingWithTasks(versionIds: ReadonlyArray<string>): Promise<ReadonlySet<string>> {
      if (versionIds.length === 0) return new Set();
      const found = await readOpening({ versionIds: textsParam(dialect, versionIds) });
      return new Set(found.map(({ id }) => id));
    },
    /** Also those whose file was removed, or never uploaded. */
    of: (taskId: string) => readOf({ taskId }),
    find: (taskId: string, fileName: string) =>
      ofTask(kysely, taskId).where('fileName', '=', fileName).executeTakeFirst(),
    /** Adds an attachment, or changes the one with this name like `change`. @throws LecternError `conflict` when the task has too many */
    put: ({ taskId, fileName, ...opening }: Omit<Attachment, 'id'>) =>
      revocations.change(async (trx, revoke): Promise<Attachment> => {
        const { count } = await trx
          .selectFrom('documentVersions')
          .select(({ fn }) => fn.countAll().as('count'))
          .where('taskId', '=', taskId)
          .where('attachmentId', 'is not', null)
          .where('completedAt', 'is not', null)
          .where('replacedAt', 'is', null)
          .executeTakeFirstOrThrow();
        if (Number(count) >= maxAttachments) throw tooMany();
        const before = await ofTask(trx, taskId).where('fileName', '=', fileName).executeTakeFirst();
        if (before) return changeOpening(trx, revoke, before, opening);
        // Readers see nothing of it before its file is complete.
        return trx
          .insertInto('attachments')
          .values({ id: newId(), taskId, fileName, ...stored(opening) })
          .returningAll()
          .executeTakeFirstOrThrow();
      }),
    /** Changes when it opens. If that may be later for someone, revokes the URLs of the task. @throws LecternError `not-found` */
    change: (taskId: string, attachmentId: string, opening: Partial<Opening>) =>
      revocations.change(async (trx, revoke) => {
        const before = await ofTask(trx, taskId).where('id', '=', attachmentId).executeTakeFirst();
        if (!before) throw noAttachment();
        return changeOpening(trx, revoke, before, opening);
      }),
  };
}

const ofTask = (db: Kysely<Schema>, taskId: string) =>
  db.selectFrom('attachments').selectAll().where('taskId', '=', taskId);

async function changeOpening(
  trx: Transaction<Schema>,
  revoke: Revoke,
  before: Attachment,
  opening: Partial<Opening>,
): Promise<Attachment> {
  const after = await trx
    .updateTable('attachments')
    .set(stored({ ...before, ...opening }))
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (mayOpenLater(before, after)) await revoke.tasks([before.taskId]);
  await countDocumentChange(trx, before.taskId, revoke.nowMs());
  return after;
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
