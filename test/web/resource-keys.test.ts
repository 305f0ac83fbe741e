import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import openapi from '../../openapi.json' with { type: 'json' };
import { changedBy, keyOf } from '../../web/src/lib/server/resource-keys.ts';

describe('the key of a query', () => {
  it('is its filled path, segment by segment', () => {
    const path = '/api/v1/contests/{contestId}/tasks';
    assert.deepEqual(keyOf(path, { contestId: 'a/b' }), ['contests', 'a/b', 'tasks']);
    assert.deepEqual(keyOf('/api/v1/me'), ['me']);
    assert.deepEqual(keyOf('/api/auth/set-link'), ['auth', 'set-link']);
  });
});

describe('the resources that a change affects', () => {
  const ids = { contestId: 'c', groupId: 'g', taskId: 't', userId: 'u', language: 'en' };
  type Method = Parameters<typeof changedBy>[0];
  const touched = (method: Method, path: string) => changedBy(method, `/api/v1/${path}`, ids);

  it('are the changed list alone where others do not show it', () => {
    const below = touched('put', 'contests/{contestId}/booklets/{language}');
    assert.deepEqual(below.keys, [['contests', 'c', 'booklets']]);
    assert.deepEqual(touched('post', 'tasks/{taskId}/description-url').keys, [
      ['tasks', 't', 'description-url'],
    ]);
    assert.deepEqual(touched('post', 'webhooks').keys, [['webhooks']]);
  });

  it('are all that show tasks, people or names after every other change of them in the API document', () => {
    const shown = ['tasks', 'managed-tasks', 'openings', 'groups', 'contests', 'accounts', 'me'];
    const alone = /booklets|invitations|notices|url$/;
    const paths = Object.keys(openapi.paths).filter((path) => !alone.test(path));
    const changing = paths.filter((path) => shown.includes(path.split('/')[3] ?? ''));
    assert.ok(changing.length > 20, changing.join());
    for (const path of [...changing, '/api/v1/people-import', '/api/v1/invitations/join']) {
      const roots = changedBy('put', path, ids).keys.map((key) => key.join());
      for (const root of shown) assert.ok(roots.includes(root), `${root} of ${path}`);
    }
  });

  it('are gone when they were deleted, and only then', () => {
    const gone = (method: Method, path: string) => touched(method, path).gone?.join();
    assert.equal(gone('delete', 'contests/{contestId}/tasks/{taskId}'), 'contests,c,tasks,t');
    assert.equal(gone('delete', 'tasks/{taskId}/staff/{userId}'), 'tasks,t,staff,u');
    assert.equal(gone('put', 'contests/{contestId}/tasks/{taskId}'), undefined);
    for (const method of ['put', 'delete'] as const)
      assert.equal(gone(method, 'tasks/{taskId}/documents/{language}'), undefined);
  });

  it('are not gone if they can still be read', () => {
    for (const path of ['me/calendar-link', 'demo-course']) {
      assert.equal(touched('delete', path).gone, undefined);
    }
  });
});
