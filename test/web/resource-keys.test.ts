import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyOf, touchedBy } from '../../web/src/lib/server/resource-keys.ts';

describe('the key of a query', () => {
  it('is its filled path, segment by segment', () => {
    assert.deepEqual(keyOf('/api/v1/contests/{contestId}/tasks', { contestId: 'a/b' }), [
      'contests',
      'a/b',
      'tasks',
    ]);
    assert.deepEqual(keyOf('/api/v1/me'), ['me']);
    assert.deepEqual(keyOf('/api/auth/set-link'), ['auth', 'set-link']);
  });
});

describe('the resources that a change affects', () => {
  const inContest = { contestId: 'c', taskId: 't' };
  const placement = '/api/v1/contests/{contestId}/tasks/{taskId}';

  it('are everything below the parent of the changed one', () => {
    const path = '/api/v1/contests/{contestId}/booklets/{language}';
    assert.deepEqual(touchedBy('put', path, { contestId: 'c', language: 'en' }).keys, [
      ['contests', 'c', 'booklets'],
    ]);
  });

  it('are the list of a new one', () => {
    assert.deepEqual(touchedBy('post', '/api/v1/groups').keys, [['groups']]);
  });

  it('include the account when its setup link is created', () => {
    const { keys } = touchedBy('post', '/api/v1/accounts/{userId}/setup-link', { userId: 'u' });
    assert.deepEqual(keys.at(-1), ['accounts']);
  });

  it('include a task that is added to a contest, on either page', () => {
    const { keys } = touchedBy('put', placement, inContest);
    assert.deepEqual(keys.slice(0, 2), [
      ['contests', 'c', 'tasks'],
      ['tasks', 't'],
    ]);
  });

  for (const [method, path, key] of [
    ['post', '/api/v1/contests/{contestId}/tasks', 'contests,c'],
    ['put', '/api/v1/contests/{contestId}/tasks/{taskId}', 'contests,c'],
    ['put', '/api/v1/contests/{contestId}/task-order', 'contests,c'],
    ['post', '/api/v1/contests/{contestId}/participants', 'contests,c'],
    ['patch', '/api/v1/contests/{contestId}/participants/{userId}', 'contests,c'],
    ['delete', '/api/v1/contests/{contestId}/groups/{groupId}', 'contests,c'],
    ['post', '/api/v1/groups/{groupId}/tasks', 'groups,g'],
    ['put', '/api/v1/groups/{groupId}/tasks/{taskId}', 'groups,g'],
  ] as const) {
    it(`are a whole contest or group if other parts depend on the changed one: ${method} ${path}`, () => {
      const { keys } = touchedBy(method, path, { contestId: 'c', groupId: 'g', taskId: 't', userId: 'u' });
      assert.ok(keys.some((each) => each.join() === key));
    });
  }

  for (const [method, path, key] of [
    ['post', '/api/v1/contests/{contestId}/staff', 'contests'],
    ['delete', '/api/v1/contests/{contestId}/staff/{userId}', 'contests'],
    ['post', '/api/v1/groups/{groupId}/members', 'groups'],
    ['patch', '/api/v1/groups/{groupId}/members/{userId}', 'groups'],
  ] as const) {
    it(`include the lists if users may change their own membership: ${method} ${path}`, () => {
      const { keys } = touchedBy(method, path, { contestId: 'c', groupId: 'g', userId: 'u' });
      assert.ok(keys.some((each) => each.join() === key));
    });
  }

  for (const [method, path, key] of [
    ['patch', '/api/v1/groups/{groupId}', 'contests'],
    ['delete', '/api/v1/groups/{groupId}', 'contests'],
    ['delete', '/api/v1/groups/{groupId}', 'tasks'],
    ['patch', '/api/v1/tasks/{taskId}', 'groups'],
    ['patch', '/api/v1/tasks/{taskId}', 'contests'],
    ['patch', '/api/v1/accounts/{userId}', 'groups'],
    ['patch', '/api/v1/accounts/{userId}', 'contests'],
    ['post', '/api/v1/contests/{contestId}/tasks', 'tasks'],
    ['post', '/api/v1/groups/{groupId}/tasks', 'tasks'],
    ['post', '/api/v1/groups/{groupId}/members', 'tasks'],
    ['post', '/api/v1/contests/{contestId}/participants', 'tasks'],
    ['put', '/api/v1/contests/{contestId}/groups/{groupId}', 'tasks'],
    ['delete', '/api/v1/groups/{groupId}/members/{userId}', 'tasks'],
    ['post', '/api/v1/tasks/{taskId}/documents/{versionId}/restore', 'tasks'],
    ['delete', '/api/v1/tasks/{taskId}/staff/{userId}', 'tasks'],
  ] as const) {
    it(`include everything that shows a name, a PDF or readers: ${method} ${path}`, () => {
      const { keys } = touchedBy(method, path, { contestId: 'c', groupId: 'g', taskId: 't', userId: 'u' });
      assert.ok(keys.some((each) => each.join() === key));
    });
  }

  it('include the label on the page of a task when a contest relabels its tasks', () => {
    const { keys } = touchedBy('put', '/api/v1/contests/{contestId}/task-order', { contestId: 'c' });
    assert.ok(keys.some((key) => key.join() === 'tasks'));
  });

  for (const [method, path] of [
    ['post', '/api/v1/tasks'],
    ['patch', '/api/v1/tasks/{taskId}'],
    ['put', '/api/v1/tasks/{taskId}/documents/{language}'],
    ['put', '/api/v1/groups/{groupId}/tasks/{taskId}'],
    ['post', '/api/v1/contests/{contestId}/tasks'],
    ['patch', '/api/v1/contests/{contestId}'],
    ['delete', '/api/v1/groups/{groupId}'],
  ] as const) {
    it(`include the list of managed tasks, which shows where each is used: ${method} ${path}`, () => {
      const { keys } = touchedBy(method, path, { contestId: 'c', groupId: 'g', taskId: 't', language: 'en' });
      assert.ok(keys.some((key) => key.join() === 'managed-tasks'));
    });
  }

  it('are gone when they were deleted, and only then', () => {
    assert.deepEqual(touchedBy('delete', placement, inContest).gone, ['contests', 'c', 'tasks', 't']);
    assert.equal(touchedBy('put', placement, inContest).gone, undefined);
  });

  it('are not gone if they can still be read', () => {
    const link = touchedBy('delete', '/api/v1/me/calendar-link');
    assert.deepEqual(link, { keys: [['me', 'calendar-link']] });
    const course = touchedBy('delete', '/api/v1/demo-course');
    assert.deepEqual(course.keys.slice(0, 2), [['demo-course'], ['tasks']]);
    assert.equal(course.gone, undefined);
  });

  it('are a whole task and its lists when a PDF is uploaded or removed', () => {
    const path = '/api/v1/tasks/{taskId}/documents/{language}';
    for (const method of ['put', 'delete'] as const) {
      const { keys, gone } = touchedBy(method, path, { taskId: 't', language: 'en' });
      assert.ok(keys.some((key) => key.join() === 'tasks'));
      assert.equal(gone, undefined);
    }
  });

  it("include a former member of a task's staff as gone", () => {
    const path = '/api/v1/tasks/{taskId}/staff/{userId}';
    const { gone } = touchedBy('delete', path, { taskId: 't', userId: 'u' });
    assert.deepEqual(gone, ['tasks', 't', 'staff', 'u']);
  });
});
