import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Command } from 'commander';
import openapi from '../../openapi.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { createProgram } from '../../src/app/program.ts';
import { storageSettings } from '../../src/config/storage-settings.ts';
import { general } from '../../src/features/settings.ts';
import { commandBlocks, withoutCode } from '../support/manual-commands.ts';
import { repositoryRoot } from '../support/server-process.ts';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: repositoryRoot, exclude: ['**/node_modules/**'] }).sort();

const pages = filesOf('{*.md,docs/*.md,{client,signing}/README.md,{clients,deploy,examples}/**/README.md}');
const blocks = pages.flatMap((page) => commandBlocks(page).map((block) => ({ page, ...block })));

/** What suites run of the pages: a page, or one of its sections. */
const run = filesOf('test/**/*.test.ts').flatMap((suite) =>
  [
    ...read(suite).matchAll(
      /(?:commandsIn|runPage|runAsShown)\(\s*'([^']+)'(?:,\s*(?:'([^']+)'|"([^"]+)"))?/g,
    ),
  ].map(([, page, heading, quoted]) => ({ page, heading: heading ?? quoted })),
);
/** Suites that read these pages by other means. */
const readBy: Readonly<Record<string, string>> = {
  'examples/judge/README.md': 'test/web/judge.go.nginx.browser.curl.test.ts',
};
/** Why no suite runs a block, by its page and how it begins. What it names is checked below. */
const reasons: ReadonlyArray<readonly [page: string, begin: string, reason: string]> = [
  ['CONTRIBUTING.md', 'npm ci', 'what developers and CI run all day'],
  [
    'CONTRIBUTING.md',
    'node tools/release.ts',
    'test/tools/release.more.process.test.ts runs it with later versions',
  ],
  ['client/README.md', 'npm ci', 'test/support/packed-libraries.ts packs, without installing packages again'],
  [
    'signing/README.md',
    'npm ci',
    'test/support/packed-libraries.ts packs, without installing packages again',
  ],
  ['docs/install.md', 'npm ci', 'test/support/built-package.ts builds, without installing packages again'],
  ['docs/install.md', 'ssh-keygen', 'checks a download'],
  ['docs/downloads.md', 'lectern downloads import --complete', 'reads the log of the nginx of the machine'],
  ['docs/downloads.md', 'lectern downloads import --bucket', 'needs an account at a provider'],
  ['docs/downloads.md', 'tail -n', 'runs until it is stopped'],
  [
    'docs/edge.md',
    'lectern api-keys',
    'needs an account at Cloudflare; test/edge/ runs the Worker in workerd',
  ],
  ['docs/edge.md', 'export LECTERN', 'runs until it is stopped; test/edge/ runs the server in Deno'],
  ['docs/edge.md', 'aws cloudfront', 'needs an account at a provider'],
  ['docs/edge.md', 'cp /var', 'reads the keys of the machine'],
  ['docs/nginx.md', 'cp deploy', 'writes to /etc/nginx'],
  ['docs/nginx.md', 'usermod', 'changes users of the machine'],
  ['docs/nginx.md', 'lectern keys rotate', 'reloads the nginx of the machine'],
  [
    'docs/performance.md',
    'git worktree',
    'installs packages again; test/bench/benches.nightly.nginx.test.ts runs the benches against a checkout',
  ],
  ['docs/postgresql.md', 'createdb', 'needs a PostgreSQL server at another host'],
  ['docs/scaling.md', 'lectern serve', 'runs until it is stopped'],
  ['docs/webhooks.md', 'lectern api', 'needs a server of its own that Lectern calls'],
  ['docs/storage.md', 'export LECTERN_STORAGE', 'needs an account at a provider'],
];

describe('the commands of the manual', () => {
  it('run in a suite, or have a reason why not', () => {
    assert.ok(blocks.length > 70, `${blocks.length} blocks`);
    const fresh = read('test/fresh.ts');
    const isRun = ({ page, heading, commands }: (typeof blocks)[number]) =>
      run.some((each) => each.page === page && (each.heading ?? heading) === heading) ||
      (page in readBy && read(readBy[page] ?? '').includes('README.md')) ||
      commands.split('\n').every((line) => fresh.includes(line.replace(/ +#.*/, '')));
    const excused = ({ page, commands }: (typeof blocks)[number]) =>
      reasons.filter(([of, begin]) => of === page && commands.startsWith(begin)).length === 1;
    const wrong = blocks.filter((block) => isRun(block) === excused(block));
    assert.deepEqual(
      wrong.map(({ page, heading, commands }) => `${page}, ${heading}: ${commands.split('\n')[0]}`),
      [],
    );
    assert.equal(blocks.filter(excused).length, reasons.length, 'a reason is of no block');
  });

  it('name commands and options that lectern has', () => {
    const named = pages.flatMap((page) => [
      ...commandBlocks(page).flatMap(({ commands }) => callsIn(commands)),
      ...[...withoutCode(read(page)).matchAll(/`(lectern [^`]+)`/g)].flatMap(([, text = '']) =>
        callsIn(text),
      ),
    ]);
    assert.ok(named.length > 100, `${named.length} calls`);
    assert.deepEqual(
      named.flatMap((words) => problemOf(words) ?? []),
      [],
    );
    assert.match(problemOf(['keys', 'turn']) ?? '', /no command/);
    assert.match(problemOf(['serve', '--fast']) ?? '', /--fast/);
  });

  it('name scripts and programs of the repository', () => {
    const texts = pages.map((page) => read(page)).join('\n');
    const scripts = [...texts.matchAll(/npm run (?:--silent )?([a-z][\w:]*)/g)].map(([, name = '']) => name);
    assert.ok(scripts.length > 30);
    assert.deepEqual(
      scripts.filter((name) => !(name in packageJson.scripts)),
      [],
    );
    const programs = [...texts.matchAll(/node ((?:tools|examples|web|test)\/[\w./-]+\.ts)/g)].map(
      ([, file = '']) => file,
    );
    assert.deepEqual(
      programs.filter((file) => !existsSync(join(repositoryRoot, file))),
      [],
    );
  });

  it('name operations of the API', () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/api\/v1\/[^\s`"')]*)/g)].map(
        ([, method = '', path = '']) => ({ method, path }),
      ),
    );
    const sent = blocks.flatMap(({ commands }) => requestsIn(commands));
    assert.ok(named.length > 150 && sent.length > 20, `${named.length} named, ${sent.length} sent`);
    const unknown = [...named, ...sent].filter((request) => !isOperation(request));
    assert.deepEqual(unknown, []);
    assert.ok(!isOperation({ method: 'DELETE', path: '/api/v1/me' }));
  });

  it('name settings that there are', () => {
    const known = new Set([...Object.values(general), ...storageSettings].map(({ variable }) => variable));
    /** What programs of the examples and tests, and the script of the single file read. */
    const ofOthers = /^LECTERN_(?:TEST_\w+|UNPACK_DIR|API_KEY|URL|KEY|TOKEN|PASSWORD)$/;
    const named = filesOf('docs/*.md').flatMap((page) =>
      [
        ...read(page).matchAll(
          /\b(?:LECTERN|JWT|OIDC|S3|GCS|SWIFT|CLOUDFRONT|SMTP|DATABASE|SIGNED_URL)_[A-Z\d_]+\b(?!…)/g,
        ),
      ].map(([name]) => name),
    );
    assert.ok(named.length > 200, `${named.length} names`);
    assert.deepEqual(
      [...new Set(named)].filter((name) => !known.has(name) && !ofOthers.test(name)),
      [],
    );
  });
});

/** The words after `lectern` in each call of it. */
function callsIn(script: string): ReadonlyArray<ReadonlyArray<string>> {
  const commands = script
    .replaceAll('\\\n', ' ')
    .replaceAll(/(?<=\s|^)#.*$/gm, '')
    .split(/\n|&&|\|\|?|;|\$\(|[<>]/);
  return commands.flatMap((command) => {
    const [, rest] =
      /^\s*(?:[A-Z_\d]+=\S* )*(?:\S+\/\.bin\/|npm run )?lectern(?: --)?((?: .*)?)$/.exec(command) ?? [];
    return rest === undefined ? [] : [rest.match(/"[^"]*"?|'[^']*'?|[^\s()]+/g) ?? []];
  });
}

/** Follows the names of commands as commander does, and looks for the options of the one that they lead to. */
function problemOf(words: ReadonlyArray<string>): string | undefined {
  let command: Command = createProgram();
  let at = 0;
  for (; at < words.length; at += 1) {
    const sub = command.commands.find((each) => each.name() === words[at]);
    if (sub === undefined) break;
    command = sub;
  }
  const [next = ''] = words.slice(at);
  const isPattern = /^[A-Z…]+$/.test(next);
  if (command.commands.length > 0 && next !== '' && !next.startsWith('-') && !isPattern)
    return `no command: lectern ${words.join(' ')}`;
  const all = next === '…' ? command.commands : [command];
  const known = new Set([
    '--help',
    ...[createProgram(), ...all].flatMap((each) => each.options.map(({ long }) => long)),
  ]);
  const unknown = words.find((word) => /^--\w/.test(word) && !known.has(word.replace(/=.*/, '')));
  return unknown && `no option ${unknown}: lectern ${words.join(' ')}`;
}

interface Operation {
  readonly parameters?: ReadonlyArray<{ readonly name?: string; readonly $ref?: string }>;
}
const parameters: Readonly<Record<string, { readonly name: string }>> = openapi.components.parameters;

interface Request {
  readonly method: string;
  readonly path: string;
}

/** What curl sends to the API, where ids are found by commands or are those of a platform. */
function requestsIn(script: string): ReadonlyArray<Request> {
  const lines = script.replaceAll('\\\n', ' ').split(/\n(?=\S)/);
  return lines.flatMap((line) =>
    [
      ...line.matchAll(
        /(?:curl|\bapi)\b((?:(?!curl ).)*?)(\/api\/v1\/(?:\$\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s"')])*)(.*)/gs,
      ),
    ].map(([, before = '', path = '', after = '']) => {
      const options = `${before} ${after.split('$(curl')[0] ?? ''}`;
      const [, method = / (?:-d|--data\S*) /.test(options) ? 'POST' : 'GET'] =
        / -X ([A-Z]+)/.exec(before) ?? [];
      return { method, path: path.replaceAll(/\$\(.*?\)(?=\/|$)|\$\w+/g, '{id}') };
    }),
  );
}

function isOperation({ method, path }: Request): boolean {
  const [address = '', query = ''] = path.replace(/[.,;:]+$/, '').split('?');
  const parts = address.split('/');
  return Object.entries(openapi.paths).some(([known, operations]) => {
    const own = known.split('/');
    if (own.length !== parts.length || !own.every((part, at) => part.startsWith('{') || part === parts[at]))
      return false;
    const operation = (operations as Readonly<Record<string, Operation>>)[method.toLowerCase()];
    const names = operation?.parameters?.map(
      ({ name, $ref = '' }) => name ?? parameters[$ref.split('/').at(-1) ?? '']?.name,
    );
    return (
      operation !== undefined && [...new URLSearchParams(query).keys()].every((name) => names?.includes(name))
    );
  });
}
