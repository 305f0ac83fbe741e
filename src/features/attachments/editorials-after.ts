import type { OpensAfterContests } from '../../core/revoke/revocations.ts';
import { isAnyOf } from '../../database/sql.ts';

/** Tasks of contests with an editorial that opens when the contest has ended. */
export const editorialsAfter: OpensAfterContests = (trx, contestIds) =>
  trx
    .selectFrom('contestTasks')
    .innerJoin('attachments', 'attachments.taskId', 'contestTasks.taskId')
    .select(['contestTasks.contestId', 'contestTasks.taskId'])
    .distinct()
    .where(isAnyOf(trx, 'contestTasks.contestId', contestIds))
    .where('attachments.kind', '=', 'editorial')
    .where('attachments.opensAt', 'is', null)
    .execute();
