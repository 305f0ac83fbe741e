import { Type } from 'typebox';
import type { Access } from '../access/access.ts';
import type { Principal } from '../accounts/principal.ts';
import { parseIsoTime } from '../clock.ts';
import { LecternError } from '../errors.ts';
import type { IssuedUrlFilter } from '../urls/issued-urls.ts';
import { Id, Time } from './schemas.ts';

/** Which records of issued URLs a query asks for. */
export const issuedUrlFilter = {
  taskId: Type.Optional(Id),
  userId: Type.Optional(Id),
  contestId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'All tasks that are in this contest now.' }),
  ),
  from: Type.Optional(Time),
  until: Type.Optional(Time),
};

export function toFilter(
  query: {
    [Name in keyof typeof issuedUrlFilter]?: string | undefined;
  },
): IssuedUrlFilter {
  const { taskId, userId, contestId, from, until } = query;
  return {
    taskId,
    userId,
    contestId,
    fromMs: from === undefined ? undefined : parseIsoTime(from),
    untilMs: until === undefined ? undefined : parseIsoTime(until),
  };
}

/** Admins see all records, others those of a task that they manage. @throws LecternError `forbidden`, `not-found` */
export async function authorizeRecords(
  access: Access,
  principal: Principal,
  taskId: string | undefined,
): Promise<void> {
  if (principal.role === 'admin') return;
  if (taskId === undefined) {
    throw new LecternError('forbidden', 'Give the "taskId" of a task that you manage.');
  }
  await access.authorizeChange(principal, taskId, 'manager');
}
