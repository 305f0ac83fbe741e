import assert from 'node:assert/strict';

/**
 * Who gets which status, for every route. The paths name one task, one group and one contest:
 * - the task is `restricted`, assigned to the group (open) and in the contest (which begins in an hour);
 * - `reader`, `editor`, `manager` and `owner` are staff of the task; `member` and `groupStaff` are in the group;
 *   `participant` (added individually) and `contestStaff` are in the contest;
 * - `outsider` is a student and `teacher` a teacher, both unrelated to all three;
 *   `disabled` is an owner of the task and staff of both, whose account is disabled but who still has a session
 *   (none of these accounts has a password to change);
 * - `program` has an API key with all scopes.
 * The requests themselves (parameters, bodies) are valid; `statuses.test.ts` has them.
 *
 * - 401 without a session. 404 for callers who may not know that it exists, 403 for those who may.
 * - Reads of the task: 403 for a participant, who is early.
 * - What only admins may do is 403 for everyone else, on any resource.
 * - Changes of the task need a role on it; changes of a group or contest need its staff; admins may do everything.
 */
const table = `
route                                                     anonymous outsider member participant reader editor manager owner groupStaff contestStaff teacher admin disabled program

GET    /healthz                                           200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /readyz                                            200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /metrics                                           200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET    /api/v1/openapi.json                               200 200 200 200 200 200 200 200 200 200 200 200 200 200

POST   /api/auth/sign-in/email                            401 401 401 401 401 401 401 401 401 401 401 401 401 401
POST   /api/auth/sign-up/email                            403 403 403 403 403 403 403 403 403 403 403 403 403 403
POST   /api/auth/sign-out                                 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST   /api/auth/change-password                          401 400 400 400 400 400 400 400 400 400 400 400 401 401
POST   /api/auth/forgot-password                          403 403 403 403 403 403 403 403 403 403 403 403 403 403
POST   /api/auth/set-link                                 400 400 400 400 400 400 400 400 400 400 400 400 400 400
POST   /api/auth/reset-password                           400 400 400 400 400 400 400 400 400 400 400 400 400 400
POST   /api/auth/sign-in/oidc                             403 403 403 403 403 403 403 403 403 403 403 403 403 403
GET    /api/auth/oauth2/callback/oidc                     302 302 302 302 302 302 302 302 302 302 302 302 302 302

GET    /api/v1/settings                                   200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST   /api/v1/first-admin                                400 400 400 400 400 400 400 400 400 400 400 400 400 400
GET    /api/v1/me                                         401 200 200 200 200 200 200 200 200 200 200 200 401 200
GET    /api/v1/me/sign-in-methods                         401 200 200 200 200 200 200 200 200 200 200 200 401 200
PATCH  /api/v1/me                                         401 200 200 200 200 200 200 200 200 200 200 200 401 403
GET    /api/v1/me/calendar-link                           401 200 200 200 200 200 200 200 200 200 200 200 401 200
PUT    /api/v1/me/calendar-link                           401 200 200 200 200 200 200 200 200 200 200 200 401 403
DELETE /api/v1/me/calendar-link                           401 204 204 204 204 204 204 204 204 204 204 204 401 403
GET    /api/v1/calendar.ics                               404 404 404 404 404 404 404 404 404 404 404 404 404 404

GET    /api/v1/tasks                                      401 200 200 200 200 200 200 200 200 200 200 200 401 200
POST   /api/v1/tasks                                      401 403 403 403 201 201 201 201 201 201 201 201 401 201
GET    /api/v1/managed-tasks                              401 200 200 200 200 200 200 200 200 200 200 200 401 200
GET    /api/v1/openings                                   401 200 200 200 200 200 200 200 200 200 200 200 401 200
GET    /api/v1/tasks/{taskId}                             401 404 200 403 200 200 200 200 200 200 404 200 401 200
PATCH  /api/v1/tasks/{taskId}                             401 404 403 403 403 200 200 200 403 403 404 200 401 200
PATCH  /api/v1/tasks/{taskId} visibility                  401 404 403 403 403 403 200 200 403 403 404 200 401 200
DELETE /api/v1/tasks/{taskId}                             401 404 403 403 403 403 403 204 403 403 404 204 401 204
GET    /api/v1/tasks/{taskId}/settings                    401 404 403 403 200 200 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/placements                  401 404 403 403 200 200 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/access                      401 404 403 403 403 403 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/readers                     401 404 403 403 403 403 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/readers/counts              401 404 403 403 403 403 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/readers/now                 401 404 403 403 403 200 200 200 403 403 404 200 401 200
POST   /api/v1/tasks/{taskId}/description-url             401 404 200 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/tasks/{taskId}/description-url versionId   401 404 403 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/description-urls                           401 200 200 200 200 200 200 200 200 200 200 200 401 200
POST   /api/v1/attachment-urls                            401 200 200 200 200 200 200 200 200 200 200 200 401 200

GET    /api/v1/tasks/{taskId}/documents                   401 404 200 403 200 200 200 200 200 200 404 200 401 200
GET    /api/v1/tasks/{taskId}/changes                     401 404 200 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/tasks/{taskId}/documents                   401 404 403 403 403 201 201 201 403 403 404 201 401 201
POST   /api/v1/tasks/{taskId}/documents/{versionId}/complete
                                                          401 404 403 403 403 200 200 200 403 403 404 200 401 200
POST   /api/v1/tasks/{taskId}/documents/{versionId}/cancel
                                                          401 404 403 403 403 204 204 204 403 403 404 204 401 204
POST   /api/v1/tasks/{taskId}/documents/{versionId}/restore
                                                          401 404 403 403 403 200 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/languages                    401 404 403 403 200 200 200 200 200 200 404 200 401 200
GET    /api/v1/tasks/{taskId}/documents/{language}/versions
                                                          401 404 403 403 200 200 200 200 200 200 404 200 401 200
GET    /api/v1/tasks/{taskId}/documents/{language}/examination
                                                          401 404 403 403 200 200 200 200 200 200 404 200 401 200
PUT    /api/v1/tasks/{taskId}/documents/{language}        401 404 403 403 403 201 201 201 403 403 404 201 401 201
DELETE /api/v1/tasks/{taskId}/documents/{language}        401 404 403 403 403 204 204 204 403 403 404 204 401 204

GET    /api/v1/tasks/{taskId}/attachments                 401 404 200 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/tasks/{taskId}/attachments                 401 404 403 403 403 201 201 201 403 403 404 201 401 201
PATCH  /api/v1/tasks/{taskId}/attachments/{attachmentId}  401 404 403 403 403 204 204 204 403 403 404 204 401 204
DELETE /api/v1/tasks/{taskId}/attachments/{attachmentId}  401 404 403 403 403 204 204 204 403 403 404 204 401 204
GET    /api/v1/tasks/{taskId}/attachments/{attachmentId}/versions
                                                          401 404 403 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/tasks/{taskId}/attachments/{attachmentId}/url
                                                          401 404 200 403 200 200 200 200 200 200 404 200 401 200

GET    /api/v1/tasks/{taskId}/staff               401 404 403 403 200 200 200 200 403 403 404 200 401 200
GET    /api/v1/tasks/{taskId}/staff/{userId}      401 404 403 403 200 200 200 200 403 403 404 200 401 200
POST   /api/v1/tasks/{taskId}/staff               401 404 403 403 403 403 200 200 403 403 404 200 401 200
POST   /api/v1/tasks/{taskId}/staff manager       401 404 403 403 403 403 403 200 403 403 404 200 401 200
PATCH  /api/v1/tasks/{taskId}/staff/{userId}      401 404 403 403 403 403 200 200 403 403 404 200 401 200
DELETE /api/v1/tasks/{taskId}/staff/{userId}      401 404 403 403 403 403 204 204 403 403 404 204 401 204

GET    /api/v1/groups                                     401 200 200 200 200 200 200 200 200 200 200 200 401 200
POST   /api/v1/groups                                     401 403 403 403 201 201 201 201 201 201 201 201 401 201
GET    /api/v1/groups/{groupId}                           401 404 200 404 404 404 404 404 200 404 404 200 401 200
PATCH  /api/v1/groups/{groupId}                           401 404 403 404 404 404 404 404 200 404 404 200 401 200
DELETE /api/v1/groups/{groupId}                           401 404 403 404 404 404 404 404 204 404 404 204 401 204
GET    /api/v1/groups/{groupId}/members                   401 404 403 404 404 404 404 404 200 404 404 200 401 200
GET    /api/v1/groups/{groupId}/members/{userId}          401 404 403 404 404 404 404 404 200 404 404 200 401 200
POST   /api/v1/groups/{groupId}/members                   401 404 403 404 404 404 404 404 200 404 404 200 401 200
PATCH  /api/v1/groups/{groupId}/members/{userId}          401 404 403 404 404 404 404 404 200 404 404 200 401 200
DELETE /api/v1/groups/{groupId}/members/{userId}          401 404 403 404 404 404 404 404 204 404 404 204 401 204
GET    /api/v1/groups/{groupId}/tasks                     401 404 403 404 404 404 404 404 200 404 404 200 401 200
GET    /api/v1/groups/{groupId}/tasks/{taskId}            401 404 403 404 404 404 404 404 200 404 404 200 401 200
POST   /api/v1/groups/{groupId}/tasks                     401 404 403 404 404 404 404 404 403 404 404 200 401 200
PUT    /api/v1/groups/{groupId}/tasks/{taskId}            401 404 403 404 404 404 404 404 403 404 404 200 401 200
DELETE /api/v1/groups/{groupId}/tasks/{taskId}            401 404 403 404 404 404 404 404 204 404 404 204 401 204
GET    /api/v1/groups/{groupId}/booklets                  401 404 200 404 404 404 404 404 200 404 404 200 401 200
GET    /api/v1/groups/{groupId}/booklets/{language}       401 404 200 404 404 404 404 404 200 404 404 200 401 200
PUT    /api/v1/groups/{groupId}/booklets/{language}       401 404 403 404 404 404 404 404 200 404 404 200 401 200
DELETE /api/v1/groups/{groupId}/booklets/{language}       401 404 403 404 404 404 404 404 204 404 404 204 401 204
POST   /api/v1/groups/{groupId}/booklets/{language}/room-sets 401 404 403 404 404 404 404 404 200 404 404 200 401 200
POST   /api/v1/groups/{groupId}/booklet-url               401 404 200 404 404 404 404 404 200 404 404 200 401 200

GET    /api/v1/contests                                   401 200 200 200 200 200 200 200 200 200 200 200 401 200
POST   /api/v1/contests                                   401 403 403 403 201 201 201 201 201 201 201 201 401 201
GET    /api/v1/contests/{contestId}                       401 404 404 200 404 404 404 404 404 200 404 200 401 200
PATCH  /api/v1/contests/{contestId}                       401 404 404 403 404 404 404 404 404 200 404 200 401 200
DELETE /api/v1/contests/{contestId}                       401 404 404 403 404 404 404 404 404 204 404 204 401 204
POST   /api/v1/contests/{contestId}/copies                401 404 404 403 404 404 404 404 404 403 404 201 401 201
GET    /api/v1/contests/{contestId}/tasks                 401 404 404 200 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/tasks/{taskId}        401 404 404 404 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/tasks                 401 404 404 403 404 404 404 404 404 403 404 200 401 200
PUT    /api/v1/contests/{contestId}/tasks/{taskId}        401 404 404 403 404 404 404 404 404 403 404 200 401 200
PUT    /api/v1/contests/{contestId}/task-order            401 404 404 403 404 404 404 404 404 204 404 204 401 204
DELETE /api/v1/contests/{contestId}/tasks/{taskId}        401 404 404 403 404 404 404 404 404 204 404 204 401 204
GET    /api/v1/contests/{contestId}/preview               401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/preflight             401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/reads                 401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/tasks/{taskId}/reads  401 404 404 403 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/envelope-url          401 404 404 200 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/envelope-key          401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/booklets              401 404 404 200 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/booklets/{language}   401 404 404 404 404 404 404 404 404 200 404 200 401 200
PUT    /api/v1/contests/{contestId}/booklets/{language}   401 404 404 403 404 404 404 404 404 200 404 200 401 200
DELETE /api/v1/contests/{contestId}/booklets/{language}   401 404 404 403 404 404 404 404 404 204 404 204 401 204
POST   /api/v1/contests/{contestId}/booklets/{language}/room-sets 401 404 404 403 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/booklet-url           401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/participants          401 404 404 403 404 404 404 404 404 200 404 200 401 200
GET    /api/v1/contests/{contestId}/participants/{userId} 401 404 404 403 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/participants          401 404 404 403 404 404 404 404 404 200 404 200 401 200
PATCH  /api/v1/contests/{contestId}/participants/{userId} 401 404 404 403 404 404 404 404 404 200 404 200 401 200
DELETE /api/v1/contests/{contestId}/participants/{userId} 401 404 404 403 404 404 404 404 404 204 404 204 401 204
GET    /api/v1/contests/{contestId}/groups                401 404 404 403 404 404 404 404 404 200 404 200 401 200
PUT    /api/v1/contests/{contestId}/groups/{groupId}      401 404 404 403 404 404 404 404 404 404 404 204 401 204
DELETE /api/v1/contests/{contestId}/groups/{groupId}      401 404 404 403 404 404 404 404 404 204 404 204 401 204
GET    /api/v1/contests/{contestId}/staff                 401 404 404 403 404 404 404 404 404 200 404 200 401 200
POST   /api/v1/contests/{contestId}/staff                 401 404 404 403 404 404 404 404 404 200 404 200 401 200
DELETE /api/v1/contests/{contestId}/staff/{userId}        401 404 404 403 404 404 404 404 404 204 404 204 401 204

GET    /api/v1/issued-urls                                401 403 403 403 403 403 403 403 403 403 403 200 401 200
GET    /api/v1/issued-urls taskId                         401 404 403 403 403 403 200 200 403 403 404 200 401 200
GET    /api/v1/issued-urls/counts                         401 403 403 403 403 403 403 403 403 403 403 200 401 200
GET    /api/v1/issued-urls/counts taskId                  401 404 403 403 403 403 200 200 403 403 404 200 401 200
GET    /api/v1/issued-urls/{issueId}/task                 401 404 200 403 200 200 200 200 200 200 404 200 401 200
POST   /api/v1/issued-urls/trace                          401 403 403 403 403 403 200 200 403 403 403 200 401 403
GET    /api/v1/accounts                                   401 403 403 403 403 403 403 403 403 403 403 200 401 200
POST   /api/v1/accounts                                   401 403 403 403 403 403 403 403 403 403 403 201 401 403
GET    /api/v1/accounts/{userId}                          401 403 403 403 403 403 403 403 403 403 403 200 401 200
PATCH  /api/v1/accounts/{userId}                          401 403 403 403 403 403 403 403 403 403 403 200 401 200
DELETE /api/v1/accounts/{userId}                          401 403 403 403 403 403 403 403 403 403 403 200 401 200
POST   /api/v1/accounts/{userId}/setup-link                 401 403 403 403 403 403 403 403 403 403 403 200 401 403
POST   /api/v1/setup-links                                401 403 403 403 403 403 403 403 403 403 403 200 401 403
GET    /api/v1/signing-keys                               401 403 403 403 403 403 403 403 403 403 403 200 401 200
POST   /api/v1/signing-keys                               401 403 403 403 403 403 403 403 403 403 403 201 401 403
DELETE /api/v1/signing-keys/{keyId}                       401 403 403 403 403 403 403 403 403 403 403 204 401 403
POST   /api/v1/storage-examinations                       401 403 403 403 403 403 403 403 403 403 403 200 401 403
GET    /api/v1/demo-course                                401 403 403 403 403 403 403 403 403 403 403 200 401 200
POST   /api/v1/demo-course                                401 403 403 403 403 403 403 403 403 403 403 201 401 403
DELETE /api/v1/demo-course                                401 403 403 403 403 403 403 403 403 403 403 204 401 403
GET    /api/v1/metrics-summary                            401 403 403 403 403 403 403 403 403 403 403 200 401 200
POST   /api/v1/people-import                              401 403 403 403 403 403 403 403 403 403 403 200 401 403

GET    /api/v1/api-keys                                   401 403 403 403 403 403 403 403 403 403 403 200 401 403
POST   /api/v1/api-keys                                   401 403 403 403 403 403 403 403 403 403 403 201 401 403
DELETE /api/v1/api-keys/{apiKeyId}                        401 403 403 403 403 403 403 403 403 403 403 204 401 403
POST   /api/v1/granted-urls                               401 403 403 403 403 403 403 403 403 403 403 403 401 200
POST   /api/v1/shadow-decisions                           401 403 403 403 403 403 403 403 403 403 403 403 401 200
PUT    /api/v1/tasks/{taskId}                             401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/groups/{groupId}                           401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/groups/{groupId}/members                   401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/groups/{groupId}/tasks                     401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/contests/{contestId}                       401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/contests/{contestId}/participants          401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/contests/{contestId}/groups                401 403 403 403 403 403 403 403 403 403 403 200 401 200
PUT    /api/v1/contests/{contestId}/tasks                 401 403 403 403 403 403 403 403 403 403 403 200 401 200
`;

const [head = '', ...lines] = table
  .replaceAll(/\n +(?=\d)/g, ' ')
  .split('\n')
  .filter((line) => line !== '');

export const roles = head.split(/ +/).slice(1);

/** The rows of the table; the word after a route names a variant of the request. */
export const rows = lines.map((line) => {
  const [, method = '', path = '', variant = '', statuses = ''] =
    /^(\S+) +(\S+) +(?:([a-z]\w*) +)?((?:\d{3} ?)+)$/i.exec(line) ?? assert.fail(`cannot read: ${line}`);
  return { method, path, variant, route: `${method} ${path}`, statuses: statuses.split(' ').map(Number) };
});
