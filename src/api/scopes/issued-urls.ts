import { Type } from 'typebox';
import type { IssuedUrlFilter } from '../../core/issue/issued-urls.ts';
import { contestNotFound } from '../../domain/contests/contest.ts';
import { parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { Id, Time } from '../schemas.ts';
import type { Scope } from './scope.ts';

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

/** The routes of this scope have the filter in the schemas of their queries. */
type FilterQuery = { [Name in keyof typeof issuedUrlFilter]?: string };

/**
 * The records that a query asks for: all of them for admins, for others those of a task that they manage, or that the key of
 * a program is limited to.
 */
export function issuedUrlsScope({ access }: ApiParts): Scope<'manager', IssuedUrlFilter> {
  return {
    tag: 'issued URLs',
    refusals: () => [401, 403, 404],
    async authorize({ principal, query }, role) {
      const { taskId, userId, contestId, from, until } = query as FilterQuery;
      if (principal.limits && contestId !== undefined) throw contestNotFound();
      if (principal.role !== 'admin' || principal.limits) {
        if (taskId === undefined) {
          throw new LecternError('forbidden', 'Add the "taskId" of a task that you manage.');
        }
        await access.authorizeChange(principal, taskId, role);
      }
      return {
        taskId,
        userId,
        contestId,
        fromMs: from === undefined ? undefined : parseIsoTime(from),
        untilMs: until === undefined ? undefined : parseIsoTime(until),
      };
    },
  };
}
