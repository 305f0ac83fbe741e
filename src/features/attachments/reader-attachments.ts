import { type Static, Type } from 'typebox';
import type { DetailFields } from '../../api/routes/tasks.ts';
import { Bytes, Id, Sha256, Time } from '../../api/schemas.ts';
import type { ReadableTask } from '../../api/scopes/scopes.ts';
import { orNull, shape, wordOf } from '../../api/shapes.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { TaskDetail } from '../../domain/tasks/task-detail.ts';
import { type Clock, isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { Attachment, Attachments } from './attachments.ts';
import { attachmentKinds, contestIdsOf, openingFor } from './opening.ts';

export const AttachmentKindName = wordOf(attachmentKinds);

export const AttachmentShape = shape(
  'Attachment',
  {
    attachmentId: Id,
    versionId: Id,
    kind: AttachmentKindName,
    fileName: orNull(Type.String({ description: 'Null until it is open to you.' })),
    size: Bytes,
    sha256: orNull(Sha256),
    isOpen: Type.Boolean({ description: 'Whether you can get a URL now.' }),
    opensAt: orNull(Time),
    updatedAt: Time,
  },
  {
    description:
      '`opensAt` of an editorial: when it opens for you; null if that is not known. Staff get it as it was set; null: when the ' +
      'contest has ended for its reader.',
  },
);

/** A current file of a task, as one reader may see it. */
export interface ReaderAttachment extends Attachment {
  readonly version: TaskDetail['attachments'][number];
  readonly isOpen: boolean;
}

/** The attachments of a task for a reader, sorted by name, editorials last. */
export type ReadAttachments = (
  task: ReadableTask,
  principal: Pick<Principal, 'id'>,
) => Promise<ReadonlyArray<ReaderAttachment>>;

export function createReadAttachments(parts: {
  readonly attachments: Pick<Attachments, 'of'>;
  readonly contests: Pick<Contests, 'findFor'>;
  readonly clock: Clock;
}): ReadAttachments {
  const { attachments, contests, clock } = parts;
  return async ({ permit, detail, grounds }, principal) => {
    const current = new Map(detail.attachments.map((version) => [version.attachmentId, version]));
    const found = (await attachments.of(permit.taskId)).flatMap((attachment) => {
      const version = current.get(attachment.id);
      return version ? [{ ...attachment, version }] : [];
    });
    found.sort((a, b) => (a.kind + a.fileName < b.kind + b.fileName ? -1 : 1));
    if (permit.staff) return found.map((each) => ({ ...each, isOpen: true }));

    const waits = found.some(({ kind, opensAt }) => kind === 'editorial' && opensAt === null);
    const nowMs = clock.nowMs();
    const contestIds = waits ? [...contestIdsOf(grounds, nowMs)] : [];
    const own = await Promise.all(contestIds.map((id) => contests.findFor(principal.id, id)));
    return found.map((each) => {
      const opensAt = openingFor(each, own, nowMs);
      return { ...each, opensAt, isOpen: opensAt !== null && opensAt <= nowMs };
    });
  };
}

/** The list in the detail of a task. */
export const attachmentFields = (readAttachments: ReadAttachments): DetailFields => ({
  schema: {
    attachments: Type.Optional(Type.Array(AttachmentShape, { description: 'Absent if there are none.' })),
  },
  of(task, principal) {
    if (task.detail.attachments.length === 0) return undefined;
    return readAttachments(task, principal).then((found) => ({ attachments: found.map(toAttachmentReply) }));
  },
});

export function toAttachmentReply(attachment: ReaderAttachment): Static<typeof AttachmentShape> {
  const { id, kind, version, opensAt, isOpen } = attachment;
  return {
    attachmentId: id,
    versionId: version.id,
    kind,
    fileName: isOpen ? version.fileName : null,
    size: version.size,
    sha256: isOpen ? version.sha256 : null,
    isOpen,
    opensAt: kind === 'editorial' ? isoTimeOrNull(opensAt) : null,
    updatedAt: isoTime(version.completedAt),
  };
}
