import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createApiPeople } from '../support/api-world.ts';
import { openTestApp } from '../support/app.ts';
import { type Operation, operations, resolved, type Schema } from './api-operations.ts';
import { createExampleRequests, idsOf, rowsOf } from './example-requests.ts';

const testApp = await openTestApp();
const { core, clock } = testApp;
const { people, senders, makeWorld } = await createApiPeople(testApp);
const ids = idsOf(await makeWorld());
const { requestOf } = createExampleRequests({ nowMs: clock.nowMs(), email: people.outsider.email });
await senders['program']?.('GET /api/v1/me'); // notes that its key was used

/** RFC 6749 §4.1.2: the client MUST ignore unrecognized response parameters, and the provider's page sends them here. */
const isOpen = ({ operationId }: Operation) => operationId === 'completeSignIn';

/** Why a request with one thing more is refused, to an admin or a program; undefined if it is done. */
async function refusalOf(operation: Operation, more: { readonly query?: string; readonly field?: object }) {
  const { route, body } = requestOf(operation, (_name, kind) => ids[kind]);
  const query = more.query === undefined ? '' : `${route.includes('?') ? '&' : '?'}${more.query}`;
  const replies = [];
  for (const role of ['admin', 'program']) {
    replies.push(
      await senders[role]?.(route + query, more.field ? { ...(body as object), ...more.field } : body),
    );
  }
  const refused = replies.find((reply) => reply?.status === 400);
  const isDone = replies.some((reply) => reply !== undefined && reply.status < 400);
  return isDone ? undefined : (refused?.body.detail as string | undefined);
}

/** Names of operations for which a check is false. */
async function failing(checked: ReadonlyArray<Operation>, check: (operation: Operation) => Promise<boolean>) {
  const failed: Array<string> = [];
  for (const operation of checked) {
    if (!(await check(operation))) failed.push(`${operation.method} ${operation.path}`);
  }
  return failed;
}

/** The objects within a schema that take any field. */
function openObjects(given: Schema, path: string): ReadonlyArray<string> {
  const { properties = {}, additionalProperties: others, items, anyOf = [], type } = resolved(given);
  const isObject = [type].flat().includes('object');
  return [
    ...(isObject && (others === undefined || others === true) ? [path] : []),
    ...Object.entries(properties).flatMap(([name, each]) => openObjects(each, `${path}.${name}`)),
    ...[...(items ? [items] : []), ...anyOf].flatMap((each) => openObjects(each, path)),
  ];
}

describe('an operation of the API document', () => {
  it('refuses a query parameter that it does not document, by name, and changes nothing', async () => {
    const before = await rowsOf(core);
    const closed = operations.filter((operation) => !isOpen(operation));
    const taking = await failing(closed, async (operation) => {
      const isDocumented = operation.parameters.some(({ name }) => name === 'dryRun');
      const name = isDocumented ? 'dryrun' : 'dryRun';
      const detail = await refusalOf(operation, { query: `${name}=true` });
      return detail?.startsWith(`Unknown query parameter "${name}".`) === true;
    });
    assert.deepEqual(taking, []);
    assert.equal(await rowsOf(core), before);
  });

  it('may be one to which a sign-in provider redirects, with parameters of its own (RFC 6749 §4.1.2)', async () => {
    const [callback, ...others] = operations.filter(isOpen);
    assert.deepEqual(others, []);
    const { status } = await testApp.send(`GET ${callback?.path}?code=x&state=y&session_state=z`);
    assert.equal(status, 302);
  });

  it('refuses a field that its body does not have, by name', async () => {
    const withBody = operations.filter(({ bodies }) => bodies['application/json']);
    const taking = await failing(withBody, async (operation) => {
      const detail = await refusalOf(operation, { field: { dryRun: true } });
      return detail?.includes('dryRun') === true;
    });
    assert.deepEqual(taking, []);
    const open = withBody.flatMap(({ operationId, bodies }) =>
      openObjects(bodies['application/json'] ?? {}, operationId),
    );
    assert.deepEqual(open, []);
  });
});
