import { type IssuedUrlFilter, issuedUrlFilters } from '../../core/issue/issued-urls.ts';
import { contestNotFound } from '../../domain/contests/contest.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { anySchemas, filterOf } from '../fields.ts';
import type { Scope } from './scope.ts';

/** The routes of this scope have it in the schemas of their queries. */
export const issuedUrlFilter = anySchemas(issuedUrlFilters);

/**
 * The records that a query asks for: all of them for admins, for others those of a task that they manage, or that the key of
 * a program is limited to.
 */
export function issuedUrlsScope({ access }: ApiParts): Scope<'manager', IssuedUrlFilter> {
  return {
    tag: 'issued URLs',
    refusals: () => [401, 403, 404],
    async authorize({ principal, query }, role) {
      const filter = filterOf(issuedUrlFilters, query as object);
      const { taskId, contestId } = filter;
      if (principal.limits && contestId !== undefined) throw contestNotFound();
      if (principal.role !== 'admin' || principal.limits) {
        if (taskId === undefined) {
          throw new LecternError('forbidden', 'Add the "taskId" of a task that you manage.');
        }
        await access.authorizeChange(principal, taskId, role);
      }
      return filter;
    },
  };
}
