import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { externalIdsOf, Id, RefusalReasonName, SeverityName, Time } from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import type { FindingKinds } from '../../domain/contests/contest-findings.ts';
import type { Preflight } from './preflight.ts';

/** @param kinds all possible findings */
export function preflightRoutes(preflight: Preflight, kinds: FindingKinds): ApiRoutes {
  const checks = [...new Set(Object.values(kinds).map(({ check }) => check))];
  const PreflightShape = shape('Preflight', {
    ready: Type.Boolean({ description: 'False if a finding has the severity `failed`.' }),
    findings: Type.Array(
      object({
        severity: SeverityName,
        check: oneOf('PreflightCheck', checks, 'What was checked.'),
        code: oneOf('FindingCode', Object.keys(kinds), 'What was found.'),
        taskId: orNull(Id),
        ...externalIdsOf('task'),
        label: orNull(Type.String()),
        language: orNull(Type.String()),
        facts: Type.Partial(
          object(
            {
              pages: Type.Integer(),
              storedBytes: Type.Integer(),
              announcedBytes: Type.Integer(),
              people: Type.Integer(),
              emails: Type.Unsafe<ReadonlyArray<string>>({
                type: 'array',
                items: { type: 'string' },
                description: 'Addresses of the first few of these people.',
              }),
              opensAt: Time,
              reason: RefusalReasonName,
              openSeconds: Type.Integer(),
              urlSeconds: Type.Integer(),
              address: Type.String(),
            },
            { description: 'Details of this code.' },
          ),
          { additionalProperties: false },
        ),
        message: Type.String(),
      }),
    ),
  });
  return (server) => {
    server.get(
      '/contests/:contestId/preflight',
      {
        config: { access: { contest: 'staff' }, cost: 'check' },
        schema: {
          operationId: 'checkContest',
          summary: 'Check whether a contest is ready to start',
          description:
            'For its staff. Checks PDFs, languages, and when tasks open and close. Each finding has a stable `code`, and facts for your own message.',
          response: { 200: PreflightShape, ...problems(503) },
        },
      },
      async ({ principal, contest }) => {
        const findings = await preflight(contest, principal);
        return { ready: findings.every(({ severity }) => severity !== 'failed'), findings: [...findings] };
      },
    );
  };
}
