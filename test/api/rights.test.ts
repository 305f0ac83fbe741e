import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openTestApp } from '../support/app.ts';
import { roles as allRoles, rows } from './expected-statuses.ts';

/** The scopes of its key decide what a program may do; they are tested below. */
const roles = allRoles.filter((role) => role !== 'program');

const teachers = [
  'reader',
  'editor',
  'manager',
  'owner',
  'groupStaff',
  'contestStaff',
  'teacher',
  'admin',
] as const;

/** The columns of the table of statuses that have the rights named in docs/rights.md. */
const holders: Readonly<Record<string, ReadonlyArray<string>>> = {
  nothing: roles,
  'a one-time link, while there are no accounts': [],
  'a calendar link': [],
  'an account': ['outsider', 'member', 'participant', ...teachers],
  'the role teacher or admin': teachers,
  'the role admin': ['admin'],
  'an open ground': ['member', ...teachers.filter((role) => role !== 'teacher')],
  'a ground that no embargo holds back': teachers.filter((role) => role !== 'teacher'),
  'any role on the task': ['reader', 'editor', 'manager', 'owner', 'admin'],
  '`editor`': ['editor', 'manager', 'owner', 'admin'],
  '`manager`': ['manager', 'owner', 'admin'],
  '`owner`': ['owner', 'admin'],
  'to be in the group': ['member', 'groupStaff', 'admin'],
  'to be in the group, and an open ground for each of its tasks': ['member', 'groupStaff', 'admin'],
  'staff of the group': ['groupStaff', 'admin'],
  'staff of the group and `manager` on the task': ['admin'],
  'to be in the contest': ['participant', 'contestStaff', 'admin'],
  'to be in the contest, and the task open there': ['contestStaff', 'admin'],
  'to be in the contest, and an open ground for each of its tasks': ['contestStaff', 'admin'],
  'to be in the contest, and an open ground for every sealed task': ['contestStaff', 'admin'],
  'staff of the contest': ['contestStaff', 'admin'],
  'staff of the contest and `manager` on the task': ['admin'],
  'staff of the contest and of the group': ['admin'],
  'staff of the contest and of its groups, `manager` on its tasks': ['admin'],
  'an API key': [],
};

/** `| see it | ‹GET /api/v1/…› with ‹taskId› | what you need |` */
const text = readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8');
const documented = [...text.matchAll(/^\| .+ \| `([A-Z]+ \/\S+)`(?: with `(\w+)`)? +\| (.+?) +\|$/gm)].map(
  ([, route = '', variant = '', need = '']) => ({ name: `${route} ${variant}`.trim(), need }),
);
const expected = rows
  .filter(({ path }) => path.startsWith('/api/v1/') && path !== '/api/v1/openapi.json')
  .map(({ route, variant, statuses }) => ({ name: `${route} ${variant}`.trim(), statuses }));

describe('the rights in docs/rights.md', () => {
  it('name every address of the API once', () => {
    assert.deepEqual(
      documented.map(({ name }) => name).toSorted(),
      expected.map(({ name }) => name).toSorted(),
    );
  });

  for (const { name, need } of documented) {
    it(`let no one do ${name} without ${need}, and everyone with it`, () => {
      const statuses = expected.find((row) => row.name === name)?.statuses ?? [];
      assert.deepEqual(
        roles.filter((_, at) => (statuses[at] ?? 500) < 400),
        roles.filter((role) => (holders[need] ?? assert.fail(`unknown right: ${need}`)).includes(role)),
      );
    });
  }
});

describe('the scopes of API keys in openapi.json', async () => {
  const { send } = await openTestApp();
  const { body: document } = await send('GET /api/v1/openapi.json');

  for (const { path, method, route, variant, statuses } of rows) {
    if (!path.startsWith('/api/v1/') || /settings$|openapi/.test(path)) continue;
    it(`decide whether a program may call ${route} ${variant}`.trim(), () => {
      const { security = [] } = document.paths[path][method.toLowerCase()];
      const scopes = security.flatMap(({ apiKey = [] }) => apiKey);
      const status = statuses[allRoles.indexOf('program')] ?? 500;
      assert.equal(scopes.length, status < 400 ? 1 : 0, `${status}`);
    });
  }
});
