import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { it } from 'node:test';
import { withoutCode } from '../support/manual-commands.ts';
import { repositoryRoot } from '../support/server-process.ts';

const pages = globSync('docs/*.md', { cwd: repositoryRoot }).map((file) => basename(file, '.md'));
const headingsOf = (page: string) => {
  const text = readFileSync(join(repositoryRoot, `docs/${page}.md`), 'utf8');
  return [...withoutCode(text).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
};

/** Pages that describe or explain, so that nothing on them can fail. */
const noHowTo = [
  ...['index', 'access', 'audit-log-format', 'changes', 'design', 'failures', 'performance', 'scaling'],
  ...['threat-model', 'threat-model-accounts'],
  ...[
    'client',
    'clients',
    'commands',
    'errors',
    'limits',
    'node',
    'profiles',
    'rights',
    'settings',
    'signed-urls',
    'signing',
  ],
];
/** Pages that are about problems, or have a heading for them in the words of their readers. */
const inOtherWords: Readonly<Record<string, string>> = {
  'contest-day': 'Extra time, and when something goes wrong',
  reading: 'When a task does not open',
  'when-something-is-wrong': 'The page works, but the PDF does not',
};

it('every tutorial and how-to of the manual ends with what to do when it does not work', () => {
  const last = 'When it does not work';
  const without = pages.filter((page) => headingsOf(page).at(-1) !== last);
  assert.deepEqual(without.sort(), [...noHowTo, ...Object.keys(inOtherWords)].sort());
  for (const [page, heading] of Object.entries(inOtherWords))
    assert.ok(headingsOf(page).includes(heading), page);
});

it('no page of the manual has more than 200 lines, of which tables are no part, but the generated list of commands', () => {
  const files = [
    'client/README.md',
    'signing/README.md',
    'CONTRIBUTING.md',
    ...pages.map((page) => `docs/${page}.md`),
  ];
  const linesOf = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8').split('\n');
  const long = files.filter((file) => linesOf(file).filter((line) => !line.startsWith('|')).length > 201);
  assert.deepEqual(long, ['docs/commands.md']);
});

it('every operation of the API has a row on the manual page about rights, and no other has one', () => {
  const { paths } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')) as {
    paths: Record<string, object>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const rights = readFileSync(join(repositoryRoot, 'docs/rights.md'), 'utf8');
  const listed = new Set(
    [...rights.matchAll(/^\|.*\| `([A-Z]+ \/api\/v1\/[^`]+)`/gm)].map(([, route]) => route),
  );
  const needing = operations.filter((route) => route.includes(' /api/v1/'));
  assert.deepEqual([...listed].sort(), needing.sort(), 'add its row to docs/rights.md, or remove it there');
});
