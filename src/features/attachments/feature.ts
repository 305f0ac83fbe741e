import { sql } from 'kysely';
import { isAnyOf } from '../../database/sql.ts';
import type { Feature } from '../feature.ts';
import { attachmentsTable } from './0010-attachments.ts';

/** Files of a task in addition to its statement, and editorials, which open after the contest. */
export const attachments: Feature = {
  name: 'attachments',
  migrations: { '0010-attachments': attachmentsTable },
  opensWithTask: sql`exists (select 1 from attachments as attachment
    where attachment.id = version."attachmentId" and attachment.kind = 'attachment')`,
  accessTables: [{ table: 'attachments', columns: ['id', 'taskId', 'kind', 'opensAt'] }],
  // Tasks with an editorial that waits for the end.
  closesWhenExtended: (trx, contestIds) =>
    trx
      .selectFrom('contestTasks')
      .innerJoin('attachments', 'attachments.taskId', 'contestTasks.taskId')
      .select(['contestTasks.contestId', 'contestTasks.taskId'])
      .distinct()
      .where(isAnyOf(trx, 'contestTasks.contestId', contestIds))
      .where('attachments.kind', '=', 'editorial')
      .where('attachments.opensAt', 'is', null)
      .execute(),
  async open(host) {
    const { createAttachments } = await import('./attachments.ts');
    const { attachmentFields, createReadAttachments } = await import('./reader-attachments.ts');
    const { attachmentRoutes } = await import('./attachment-routes.ts');
    const { attachmentUrlRoutes } = await import('./attachment-url-routes.ts');
    const attachments = createAttachments(host);
    const readAttachments = createReadAttachments({ ...host, attachments });
    return {
      routes: [
        attachmentRoutes({ ...host, attachments, readAttachments }),
        attachmentUrlRoutes({ ...host, readAttachments }),
      ],
      detailFields: attachmentFields(readAttachments),
    };
  },
};
