import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { maxNames } from '../core/decide/lost-access-query.ts';
import { Time } from './schemas.ts';
import { costs, type RouteCost } from './scopes/route-access.ts';
import { object, oneOf, orNull, shape } from './shapes.ts';

/** The query of a change with a dry run. */
export const DryRunQuery = object({
  dryRun: Type.Optional(
    Type.Boolean({
      description:
        'Returns what would change, but changes nothing. The status is 200, even if the real request returns 201.',
    }),
  ),
});

const Names = (description: string) => Type.Array(Type.String(), { maxItems: maxNames, description });

/** For the reply of a change that can give access or take it away. */
export const accessTold = {
  gainsAccess: Type.Optional(
    shape(
      'GainsAccess',
      {
        everyone: Type.Boolean({
          description:
            'Everyone with an account would be able to read one of the tasks; nothing else is counted.',
        }),
        count: Type.Integer({
          description: 'People who get access at once, not counting those of `groups`.',
        }),
        names: Names(`Names of the first ${maxNames} of these people whom you may see.`),
        groups: Names('Names of groups whose members you may not see, and of whom some get access.'),
        opensAt: orNull(Time),
      },
      {
        description:
          'In a dry run: people who cannot read a task now, and could after the change. `opensAt`: when the first of the changed ' +
          'tasks opens, if that is later.',
      },
    ),
  ),
  losesAccess: Type.Optional(
    shape(
      'LosesAccess',
      {
        everyone: Type.Boolean({
          description: 'Everyone with an account can read one of the tasks now; the other fields are empty.',
        }),
        count: Type.Integer({ description: 'People who lose access, not counting those of `groups`.' }),
        names: Names(`Names of the first ${maxNames} of these people.`),
        groups: Names('Names of groups whose members you may not see, and of whom some lose access.'),
        reading: Type.Integer({
          description:
            'People other than you who lose access and may be reading now: within the last hour they got a URL to view such a ' +
            'task that has not expired, or the key of its sealed PDF.',
        }),
      },
      {
        description:
          'In a dry run: people who can read a task now and would lose it. Omits people who can read it for another reason.',
      },
    ),
  ),
};

export const isDryRun = ({ query }: Pick<FastifyRequest, 'query'>): boolean =>
  (query as { readonly dryRun?: boolean }).dryRun === true;

const outcomes = ['created', 'changed', 'unchanged'] as const;
/** What a PUT by an external id did. */
export type PutOutcome = (typeof outcomes)[number];
export const putOutcome = { outcome: oneOf('PutOutcome', outcomes, 'What the request did.') };

/** @returns 201 if the PUT created something (RFC 9110 §15.3.2), which a dry run never does */
export const putStatus = (isNew: boolean, { dryRun }: Static<typeof DryRunQuery> = {}): 200 | 201 =>
  isNew && !dryRun ? 201 : 200;

/** Of a change with a dry run; `runChange` takes more for many readers. */
export const dryRunCost: RouteCost = (request) => (isDryRun(request) ? costs.report : costs.change);
