import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { LostAccess } from '../core/decide/describe-lost-access.ts';
import { maxNames } from '../core/decide/describe-lost-access.ts';
import { Empty } from './schemas.ts';
import type { RouteLimit } from './scopes/route-access.ts';
import { object, shape } from './shapes.ts';

/** The query of a change that can be tried. */
export const DryRunQuery = object({
  dryRun: Type.Optional(
    Type.Boolean({
      description:
        'Shows what would change, and changes nothing. Returns 200, even where the real request would return 201.',
    }),
  ),
});

const Names = (description: string) => Type.Array(Type.String(), { maxItems: maxNames, description });

/** In the reply of a change that can take access away. */
export const losesAccess = {
  losesAccess: Type.Optional(
    shape(
      'LosesAccess',
      {
        everyone: Type.Boolean({
          description: 'Everybody with an account could read one of the tasks; the rest is empty.',
        }),
        count: Type.Integer({ description: 'People who lose access, without those of `groups`.' }),
        names: Names(`The first ${maxNames} of these people, by name.`),
        groups: Names('Groups whose members you may not see, where some lose access.'),
        reading: Type.Integer({
          description:
            'How many others who lose access are reading now: within the last hour they got a URL to view such a task that ' +
            'has not expired, or the key of its sealed PDF.',
        }),
      },
      {
        description:
          'In a dry run: who can read a task now and no longer could. Who may read it for another reason too is left out.',
      },
    ),
  ),
};

/** Of a removal that can be tried: a dry run says who would lose access. */
export const removalReplies = { 200: shape('TriedRemoval', losesAccess), 204: Empty };

/** 204, or what `runChange` returned for a dry run. */
export const replyToRemoval = (
  reply: Pick<FastifyReply, 'code'>,
  { losesAccess }: { readonly losesAccess?: LostAccess },
) => (losesAccess ? reply.code(200).send({ losesAccess }) : reply.code(204).send(null));

export const isDryRun = ({ query }: Pick<FastifyRequest, 'query'>): boolean =>
  (query as { readonly dryRun?: boolean }).dryRun === true;

/** @returns 201 if the PUT created something (RFC 9110 §15.3.2), which a dry run never does */
export const putStatus = (isNew: boolean, { dryRun }: Static<typeof DryRunQuery>): 200 | 201 =>
  isNew && !dryRun ? 201 : 200;

/** A dry run that takes access away reads everybody who has it. */
export const dryRunLimit: RouteLimit = {
  what: 'costly',
  points: (request) => (isDryRun(request) ? 1 : 0),
};
