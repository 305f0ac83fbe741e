import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

  it('are the list of a new one, and everything below the parent of a changed one', () => {
    assert.deepEqual(touched('post', 'groups').keys, [['groups']]);
    const below = touched('put', 'contests/{contestId}/booklets/{language}');
    assert.deepEqual(below.keys, [['contests', 'c', 'booklets']]);
  });

  for (const [what, method, path, ...wanted] of [
    ['the account of a setup link', 'post', 'accounts/{userId}/setup-link', 'accounts'],
    ['a whole contest', 'post', 'contests/{contestId}/tasks', 'contests,c'],
    ['a whole contest', 'put', 'contests/{contestId}/task-order', 'contests,c'],
    ['a whole contest', 'post', 'contests/{contestId}/participants', 'contests,c'],
    ['a whole contest', 'patch', 'contests/{contestId}/participants/{userId}', 'contests,c'],
    ['a whole contest', 'delete', 'contests/{contestId}/groups/{groupId}', 'contests,c'],
    ['a whole group', 'post', 'groups/{groupId}/tasks', 'groups,g'],
    ['a whole group', 'put', 'groups/{groupId}/tasks/{taskId}', 'groups,g'],
    ['lists for own membership', 'post', 'contests/{contestId}/staff', 'contests'],
    ['lists for own membership', 'delete', 'contests/{contestId}/staff/{userId}', 'contests'],
    ['lists for own membership', 'post', 'groups/{groupId}/members', 'groups', 'tasks'],
    ['lists for own membership', 'patch', 'groups/{groupId}/members/{userId}', 'groups'],
    ['what shows a name', 'patch', 'groups/{groupId}', 'contests'],
    ['what shows a name', 'delete', 'groups/{groupId}', 'contests', 'tasks', 'managed-tasks'],
    ['what shows a name', 'patch', 'tasks/{taskId}', 'groups', 'contests', 'managed-tasks'],
    ['what shows a name', 'patch', 'accounts/{userId}', 'groups', 'contests'],
    ['readers', 'post', 'contests/{contestId}/tasks', 'tasks', 'managed-tasks'],
    ['readers', 'post', 'groups/{groupId}/tasks', 'tasks'],
    ['readers', 'post', 'contests/{contestId}/participants', 'tasks'],
    ['readers', 'put', 'contests/{contestId}/groups/{groupId}', 'tasks'],
    ['readers', 'delete', 'groups/{groupId}/members/{userId}', 'tasks'],
    ['readers', 'delete', 'tasks/{taskId}/staff/{userId}', 'tasks'],
    ['PDFs', 'post', 'tasks/{taskId}/documents/{versionId}/restore', 'tasks'],
    ['PDFs', 'put', 'tasks/{taskId}/documents/{language}', 'tasks', 'managed-tasks'],
    ['PDFs', 'delete', 'tasks/{taskId}/documents/{language}', 'tasks'],
    ['labels', 'put', 'contests/{contestId}/task-order', 'tasks'],
    ['where each task is used', 'post', 'tasks', 'managed-tasks'],
    ['where each task is used', 'put', 'groups/{groupId}/tasks/{taskId}', 'managed-tasks'],
    ['where each task is used', 'patch', 'contests/{contestId}', 'managed-tasks'],
    ['where each task is used', 'put', 'contests/{contestId}/tasks/{taskId}', 'contests,c'],
  ] as const) {
    it(`include ${what}: ${method} ${path}`, () => {
      const keys = touched(method, path).keys.map((key) => key.join());
      for (const key of wanted) assert.ok(keys.includes(key), `${key} of ${keys.join(' ')}`);
    });
  }

  it('include a task that is added to a contest, on either page', () => {
    const { keys } = touched('put', 'contests/{contestId}/tasks/{taskId}');
    assert.deepEqual(keys.slice(0, 2), [
      ['contests', 'c', 'tasks'],
      ['tasks', 't'],
    ]);
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
    assert.deepEqual(touched('delete', 'me/calendar-link'), { keys: [['me', 'calendar-link']] });
    const { keys, gone } = touched('delete', 'demo-course');
    assert.deepEqual([keys.slice(0, 2), gone], [[['demo-course'], ['tasks']], undefined]);
  });
});
