import { type IssuedUrlFilter, issuedUrlFilters } from '../../core/issue/issued-url-filter.ts';
import { contestNotFound } from '../../domain/contests/contest.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { anySchemas, filterOf } from '../fields.ts';
import type { Scope } from './scope.ts';

/** Routes of this scope need it in the schema of their query. */
export const issuedUrlFilter = anySchemas(issuedUrlFilters);

/**
 * Records of issued URLs: all for admins; for others, and for keys with limits, those of one task that they manage or
 * that the key is limited to.
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
          throw new LecternError(
            'forbidden',
            'You can only see records of your tasks. Add the "taskId" of a task that you manage.',
          );
        }
        await access.authorizeChange(principal, taskId, role);
      }
      return filter;
    },
  };
}
