import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/**
 * Who gets which status for every route: docs/rights.md says which right a route needs, and this table what each caller
 * gets where that right is needed. The paths name one task, one group and one contest:
 * - the task is `restricted`, assigned to the group (open) and in the contest (which begins in an hour);
 * - `reader`, `editor`, `manager` and `owner` are staff of the task; `member` and `groupStaff` are in the group;
 *   `participant` (added individually) and `contestStaff` are in the contest;
 * - `outsider` is a student and `teacher` a teacher, both unrelated to all three;
 *   `disabled` is an owner of the task and staff of both, whose account is disabled but who still has a session
 *   (none of these accounts has a password to change);
 * - `program` has an API key with all scopes, and `trusted` a token of a platform with the role admin.
 * The requests themselves (parameters, bodies) are valid; `statuses.test.ts` has them. 200 stands for each success that
 * the API document names.
 *
 * - 401 without a session. 404 for callers who may not know that it exists, 403 for those who may.
 * - Reads of the task: 403 for a participant, who is early.
 * - What only admins may do is 403 for everyone else, on any resource.
 */
const table = `
                                                               anonymous outsider member participant reader editor manager owner groupStaff contestStaff teacher admin disabled program trusted

nothing                                                        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
a one-time link, while there are no accounts                   400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
a calendar link                                                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
an account                                                     401 200 200 200 200 200 200 200 200 200 200 200 401 200 200
the role teacher or admin                                      401 403 403 403 200 200 200 200 200 200 200 200 401 200 200
the role admin                                                 401 403 403 403 403 403 403 403 403 403 403 200 401 200 200
an API key                                                     401 403 403 403 403 403 403 403 403 403 403 403 401 200 403

an open ground                                                 401 404 200 403 200 200 200 200 200 200 404 200 401 200 200
a ground that no embargo holds back                            401 404 403 403 200 200 200 200 200 200 404 200 401 200 200
any role on the task                                           401 404 403 403 200 200 200 200 403 403 404 200 401 200 200
\`editor\`                                                       401 404 403 403 403 200 200 200 403 403 404 200 401 200 200
\`manager\`                                                      401 404 403 403 403 403 200 200 403 403 404 200 401 200 200
\`owner\`                                                        401 404 403 403 403 403 403 200 403 403 404 200 401 200 200

to be in the group                                             401 404 200 404 404 404 404 404 200 404 404 200 401 200 200
to be in the group, and an open ground for each of its tasks   401 404 200 404 404 404 404 404 200 404 404 200 401 200 200
staff of the group                                             401 404 403 404 404 404 404 404 200 404 404 200 401 200 200
staff of the group and \`manager\` on the task                   401 404 403 404 404 404 404 404 403 404 404 200 401 200 200

to be in the contest                                           401 404 404 200 404 404 404 404 404 200 404 200 401 200 200
to be in the contest, and the task open there                  401 404 404 404 404 404 404 404 404 200 404 200 401 200 200
to be in the contest, and an open ground for each of its tasks 401 404 404 403 404 404 404 404 404 200 404 200 401 200 200
to be in the contest, and an open ground for every sealed task 401 404 404 403 404 404 404 404 404 200 404 200 401 200 200
staff of the contest                                           401 404 404 403 404 404 404 404 404 200 404 200 401 200 200
staff of the contest and \`manager\` on the task                 401 404 404 403 404 404 404 404 404 403 404 200 401 200 200
staff of the contest and of its groups, \`manager\` on its tasks 401 404 404 403 404 404 404 404 404 403 404 200 401 200 200
staff of the contest and of the group                          401 404 404 403 404 404 404 404 404 404 404 200 401 200 200

GET    /healthz                                                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /readyz                                                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /metrics                                                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /api/v1/openapi.json                                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST   /api/auth/sign-in/email                                 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401
POST   /api/auth/sign-up/email                                 403 403 403 403 403 403 403 403 403 403 403 403 403 403 403
POST   /api/auth/sign-out                                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST   /api/auth/change-password                               401 400 400 400 400 400 400 400 400 400 400 400 401 401 403
POST   /api/auth/forgot-password                               403 403 403 403 403 403 403 403 403 403 403 403 403 403 403
POST   /api/auth/set-link                                      400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
POST   /api/auth/reset-password                                400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
POST   /api/auth/sign-in/oidc                                  403 403 403 403 403 403 403 403 403 403 403 403 403 403 403
GET    /api/auth/oauth2/callback/oidc                          302 302 302 302 302 302 302 302 302 302 302 302 302 302 302

POST   /api/v1/issued-urls/trace                               401 403 403 403 403 403 200 200 403 403 403 200 401 200 200
GET    /api/v1/contests/{contestId}/booklets/{language}        401 404 404 404 404 404 404 404 404 200 404 200 401 200 200
`;

/** Routes that create a credential, or a link that works as one. They refuse tokens of a platform. */
export const givingLastingAccess: ReadonlyArray<string> = [
  'POST /api/v1/accounts',
  'POST /api/v1/accounts/{userId}/setup-link',
  'POST /api/v1/api-keys',
  'POST /api/v1/contests/{contestId}/invitations',
  'POST /api/v1/groups/{groupId}/invitations',
  'POST /api/v1/people-import',
  'POST /api/v1/setup-links',
  'POST /api/v1/webhooks',
  'POST /api/v1/webhooks/{webhookId}/secret',
  'PUT /api/v1/me/calendar-link',
];

/** Routes for people only: keys of every scope get 403. */
const refusedToPrograms = new Set([
  ...givingLastingAccess.filter((route) => !route.includes('/webhooks')),
  'PATCH /api/v1/me',
  'POST /api/v1/invitations/join',
  'DELETE /api/v1/me/calendar-link',
  'POST /api/v1/issued-urls/trace',
  'POST /api/v1/signing-keys',
  'DELETE /api/v1/signing-keys/{keyId}',
  'POST /api/v1/storage-examinations',
  'POST /api/v1/demo-course',
  'DELETE /api/v1/demo-course',
  'GET /api/v1/api-keys',
  'DELETE /api/v1/api-keys/{apiKeyId}',
]);
/** The caller would get what the person owned. */
const refusedToTrusted = new Set([
  ...givingLastingAccess,
  'DELETE /api/v1/accounts/{userId}',
  'PATCH /api/v1/webhooks/{webhookId}',
]);

const [head = '', ...lines] = table.split('\n').filter((line) => line !== '');
/** The callers, in the order of the columns. */
export const roles = head.trim().split(/ +/);

/** The statuses for a right, or for a route whose row is its own. */
const statusesFor = new Map(
  lines.map((line) => {
    const [, name = '', statuses = ''] = /^(.+?) +((?:\d{3} ?)+)$/.exec(line) ?? assert.fail(line);
    return [name.replace(/ +/g, ' '), statuses.split(' ').map(Number)] as const;
  }),
);

/** `| see it | ‹GET /api/v1/…› with ‹taskId› | what you need |` */
const manual = readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8');
const documented = [...manual.matchAll(/^\| .+ \| `([A-Z]+ \/\S+)`(?: with `(\w+)`)? +\| (.+?) +\|$/gm)].map(
  ([, route = '', variant = '', need = '']) => ({ route, variant, need }),
);
/** Routes that the manual does not list, because they need no right. */
const others = [...statusesFor.keys()]
  .filter((name) => /^[A-Z]+ \/(?!api\/v1\/)|openapi\.json$/.test(name))
  .map((route) => ({ route, variant: '', need: route }));

/** The expected statuses of every route; the variant names another request to the same route. */
export const rows = [...others, ...documented].map(({ route, variant, need }) => {
  const [method = '', path = ''] = route.split(' ');
  const statuses = statusesFor.get(route) ?? statusesFor.get(need) ?? assert.fail(`unknown right: ${need}`);
  const expected = roles.map((role, at) => {
    const isRefused =
      (role === 'program' && refusedToPrograms.has(route)) ||
      (role === 'trusted' && refusedToTrusted.has(route));
    return isRefused ? 403 : (statuses[at] ?? assert.fail(`no status for ${role}: ${need}`));
  });
  return { method, path, variant, route, name: `${route} ${variant}`.trim(), statuses: expected };
});
