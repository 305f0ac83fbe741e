import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { Core } from '../../src/core/open-core.ts';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { migrations } from '../../src/features/migrations.ts';
import { examplePdf, sha256, store } from '../support/app.ts';
import { startCliProcess } from '../support/cli-process.ts';
import { laterMigration } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import {
  lecternCommand,
  programEnvironment,
  run,
  runLectern,
  spawnLectern,
} from '../support/server-process.ts';
import { openSilentCore } from '../support/silent-core.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const dataDir = temporaryFolder();
const environment = { LECTERN_DATA_DIR: dataDir };
const lectern = startCliProcess(environment);

/** Runs a command that must succeed, and returns its output. */
async function printed(...args: ReadonlyArray<string>): Promise<string> {
  const { code, stdout, stderr } = await lectern(...args);
  assert.equal(code, 0, stderr);
  return stdout;
}
const json = async (...args: ReadonlyArray<string>) => JSON.parse(await printed(...args, '--json'));

/** Opens the data folder in this process during `use`. */
async function withCore<T>(use: (core: Core) => Promise<T>): Promise<T> {
  const core = await openSilentCore(environment);
  try {
    return await use(core);
  } finally {
    await core.close();
  }
}

describe('lectern', () => {
  it('shows help with examples for itself and for every command', async () => {
    const commands =
      ' serve demo migrate config users keys sign verify trace backup restore transfer push openapi';
    const { stdout: overview } = await lectern('--help');
    for (const command of commands.split(' ')) {
      const { code, stdout, stderr } = await lectern(...command.split(' ').filter(Boolean), '--help');
      assert.deepEqual([code, stderr], [0, ''], command);
      assert.ok(stdout.startsWith(`Usage: lectern ${command}`), stdout);
      assert.match(stdout, /^Examples?:\n {2}\$ .*lectern/m, command);
      assert.ok(overview.includes(`\n  ${command}`), command);
    }
  });

  it('exits quietly when its output is closed, as in: lectern … | head -1', async () => {
    for (const args of [['config'], ['--help'], ['nothing']]) {
      const child = spawnLectern(args, { env: { ...programEnvironment(), ...environment }, stdio: 'pipe' });
      child.stdout?.destroy();
      const [stderr, [code]] = await Promise.all([text(child.stderr as never), once(child, 'exit')]);
      assert.doesNotMatch(stderr, /EPIPE|^ +at /m);
      assert.equal(code, args[0] === 'nothing' ? 2 : 0);
    }
  });

  it('prints its version', async () => {
    assert.match(await printed('--version'), /^\d+\.\d+\.\d+\n$/);
  });

  for (const wrong of [
    [],
    ['nothing'],
    ['users'],
    ['users', 'create'],
    ['users', 'create', '--email', 'a@example.org', '--role', 'boss'],
    ['users', 'set-role', 'a@example.org', 'boss'],
    ['keys', 'remove'],
    ['sign'],
    ['sign', 'key', '--ttl', '0'],
    ['sign', 'key', '--ttl', '3601'],
    ['verify', '--nothing', 'url'],
    ['trace', 'one', 'two'],
    ['backup'],
    ['transfer', '--from', 'one'],
  ]) {
    it(`exits with 2 and shows the usage for: lectern ${wrong.join(' ')}`, async () => {
      const { code, stdout, stderr } = await lectern(...wrong);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /--help|Usage:/);
    });
  }

  for (const failing of [
    ['users', 'disable', 'nobody@example.org'],
    ['users', 'set-role', 'nobody@example.org', 'admin'],
    ['users', 'create', '--email', 'no-address'],
    ['keys', 'remove', 'unknown'],
    ['sign', 'documents/ab/nothing.pdf'],
    ['sign', '../lectern.db'],
    ['backup', '/dev'],
    ['restore', '/dev'],
  ]) {
    it(`exits with 1 and an error message, without a stack trace, for: lectern ${failing.join(' ')}`, async () => {
      const { code, stdout, stderr } = await lectern(...failing);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^lectern: .*\.\n$/);
    });
  }
});

describe('lectern config', () => {
  const secret = 'a-secret-that-nobody-may-see-at-all-1234';

  it('prints every setting in force, with secrets hidden and warnings separate', async () => {
    const { code, stdout, stderr } = await runLectern(['config', '--json'], {
      ...environment,
      LECTERN_AUTH_SECRET: secret,
      SIGNED_URL_TTL_SECONDS: '600',
      LECTERN_PROT: '1',
    });
    assert.equal(code, 0);
    const values = Object.fromEntries(
      JSON.parse(stdout).map(({ variable, value }: never) => [variable, value]),
    );
    assert.equal(values['LECTERN_DATA_DIR'], dataDir);
    assert.equal(values['SIGNED_URL_TTL_SECONDS'], '600');
    assert.equal(values['LECTERN_AUTH_SECRET'], '(hidden)');
    assert.doesNotMatch(stdout + stderr, new RegExp(secret));
    assert.match(stderr, /^warning: LECTERN_PROT .*\nwarning: SIGNED_URL_TTL_SECONDS is 600/);
    assert.match(await printed('config'), /^LECTERN_PORT +8080 +port of the API$/m);
  });

  it('lists all problems and exits with 2', async () => {
    const { code, stderr } = await runLectern(['config'], { LECTERN_PORT: 'x', LECTERN_FILES_PORT: 'y' });
    assert.equal(code, 2);
    assert.match(stderr, /LECTERN_PORT must be .*\n.*LECTERN_FILES_PORT must be /);
  });
});

describe('lectern openapi', () => {
  it('prints the openapi.json of the repository, whatever the settings', async () => {
    const elsewhere = { LECTERN_PUBLIC_URL: 'https://elsewhere.example.org' };
    const { code, stdout } = await runLectern(['openapi'], elsewhere);
    assert.equal(code, 0);
    const stored = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
    assert.equal(stdout, stored, 'run: npm run generate');
  });
});

describe('lectern migrate', () => {
  it('brings a new database up to date, and then reports that it is', async () => {
    const empty = { LECTERN_DATA_DIR: temporaryFolder() };
    assert.equal((await runLectern(['migrate'], empty)).stdout, `Applied: ${migrationNames.join(', ')}\n`);
    assert.equal((await runLectern(['migrate'], empty)).stdout, 'The database is up to date.\n');
  });
});

/** Runs "lectern migrate" of a later version. */
function migrateLater(settings: Readonly<Record<string, string>>, ...options: ReadonlyArray<string>) {
  const source = `
    import { migrateCommand } from './src/cli/commands/migrate.ts';
    import { openCore } from './src/core/open-core.ts';
    import * as settings from './src/features/settings.ts';
    import { laterMigrations as migrations } from './test/support/later-version.ts';
    const { env: environment } = process;
    const withCore = async (run, options) => {
      const core = await openCore(settings.readConfig(environment), { migrations, ...options });
      await run(core).finally(() => core.close());
    };
    const command = migrateCommand({ settings, migrations, environment, withCore });
    await command.parseAsync(process.argv.slice(1), { from: 'user' });`;
  return run(process.execPath, ['--input-type=module', '-e', source, '--', ...options], {
    env: { ...settings, LECTERN_LOG_LEVEL: 'silent' },
  });
}

describe('lectern migrate --dry-run', () => {
  it('shows what would happen to a database of an earlier version, and changes no byte of it', async () => {
    const settings = { LECTERN_DATA_DIR: temporaryFolder() };
    const path = join(settings.LECTERN_DATA_DIR, 'lectern.db');
    const database = openSqlite(path);
    await migrateToLatest(database, migrations);
    await database.close();
    const before = [readFileSync(path), statSync(path).mtimeMs];
    const { code, stdout } = await migrateLater(settings, '--dry-run');
    assert.equal(code, 0);
    const folder = join(settings.LECTERN_DATA_DIR, 'backups-before-migration');
    const [, applied = '', size, saved] =
      /^Would be applied:\n((?: {2}\S+ {2,}[a-z].*\n)+)The database takes (0\.\d) MiB; its last migration is 0001-tables\.\nA copy would first be saved to (.*)\nNothing was changed\.\n$/.exec(
        stdout,
      ) ?? [];
    assert.deepEqual(applied.match(/\d{4}-\S+/g), [laterMigration]);
    assert.equal(size, (readFileSync(path).length / 2 ** 20).toFixed(1), stdout);
    assert.ok(saved?.startsWith(`${folder}/`), stdout);
    assert.deepEqual([readFileSync(path), statSync(path).mtimeMs], before);
    assert.equal(existsSync(folder), false);

    const done = await migrateLater(settings);
    assert.equal(done.stdout, `Applied: ${laterMigration}\n`);
    assert.match(done.stderr, /^A copy of the database from before is in .*-before-.*-schema-0001\.db\n$/);
    assert.match((await migrateLater(settings, '--dry-run')).stdout, /^The database is up to date: nothing/);
  });

  it('creates no data folder', async () => {
    const folder = join(temporaryFolder(), 'data');
    const { code, stdout } = await startCliProcess({ LECTERN_DATA_DIR: folder })('migrate', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /\nThe database is new, so there is nothing to save\.\nNothing was changed\.\n$/);
    assert.equal(existsSync(folder), false);
  });
});

describe('lectern users', () => {
  it('creates, lists, changes, disables and enables accounts', async () => {
    const named = ['--email', 'ann@example.org', '--name', 'Ann Lee', '--role', 'teacher'];
    const created = await printed('users', 'create', ...named);
    assert.match(
      created,
      /^Created teacher ann@example\.org \(.*\)\.\nPassword \(shown only once\): [\w-]{20}\n$/,
    );
    const bob = await runLectern(
      ['users', 'create', '--email', 'bob@example.org', '--password-stdin'],
      environment,
      'a long password\n',
    );
    assert.equal(bob.code, 0, bob.stderr);
    assert.match(bob.stdout, /^Created student bob@example\.org/);
    assert.doesNotMatch(bob.stdout + bob.stderr, /a long password|shown only once/);

    await printed('users', 'set-role', 'bob@example.org', 'admin');
    await printed('users', 'disable', 'ann@example.org');
    const state = async () =>
      (await json('users', 'list')).map(({ email, name, role, disabled }: never) => [
        email,
        name,
        role,
        disabled,
      ]);
    assert.deepEqual(await state(), [
      ['ann@example.org', 'Ann Lee', 'teacher', true],
      ['bob@example.org', 'bob@example.org', 'admin', false],
    ]);
    assert.match(await printed('users', 'list'), /^ann@example\.org +- +teacher +disabled +Ann Lee/m);
    await printed('users', 'enable', 'ann@example.org');
    assert.equal((await state())[0][3], false);
  });

  it('prints a link for an account, and nothing else on standard output', async () => {
    const { code, stdout, stderr } = await lectern('users', 'setup-link', 'bob@example.org');
    assert.equal(code, 0, stderr);
    const form = /^http:\/\/\S+\/set-password#token=[\w-]{43}$/;
    assert.match(stdout.trimEnd(), form);
    assert.match(stderr, /^Expires at /);
    const { setupLink } = await json('users', 'setup-link', 'bob@example.org');
    assert.match(setupLink, form);
    assert.notEqual(setupLink, stdout.trimEnd());
  });

  it('resets a password, which then signs in', async () => {
    const [, password = ''] =
      /shown only once\): (\S+)/.exec(await printed('users', 'reset-password', 'bob@example.org')) ?? [];
    const signedIn = await withCore(async ({ auth }) =>
      (await auth()).api.signInEmail({ body: { email: 'bob@example.org', password } }),
    );
    assert.equal(signedIn.user.email, 'bob@example.org');
  });
});

describe('lectern api-keys', () => {
  it('creates keys with limits, lists them, and reports invalid limits', async () => {
    const { group, task } = await withCore(async ({ groups, tasks, newAccounts, database }) => {
      const { id } = await newAccounts.create({
        ...{ email: 'limits@example.org', name: 'Limits', role: 'teacher', password: 'long enough' },
      });
      const draft = { title: 'Limited', primaryLanguage: 'en', visibility: 'restricted' } as const;
      const task = await tasks.create({ ...draft, visibleFrom: null, embargoUntil: null }, id);
      const named = database.kysely.updateTable('tasks').set({ externalId: '42' });
      await named.where('id', '=', task.id).execute();
      return { group: await groups.create({ name: 'Limited' }, id), task };
    });
    const create = ['api-keys', 'create', '--name', 'judge'];
    const networks = ['192.0.2.0/24', '2001:db8::/32'];
    const limits = [...networks.flatMap((each) => ['--network', each]), '--task', task.id];
    const made = await json(...create, '--scopes', 'read,grant', ...limits, '--group', group.id);
    const expected = { networks, taskIds: [task.id], groupIds: [group.id] };
    const limitsOf = ({ networks, taskIds, groupIds }: typeof expected) => ({ networks, taskIds, groupIds });
    assert.deepEqual(limitsOf(made), expected);
    const listed = await json('api-keys', 'list');
    assert.deepEqual(limitsOf(listed.find(({ id }: { id: string }) => id === made.id)), expected);
    const platformIds = { taskExternalIds: ['42'], groupExternalIds: [null] };
    assert.partialDeepStrictEqual(made, platformIds);
    assert.match(await printed('api-keys', 'list'), /192\.0\.2\.0\/24,2001:db8::\/32; 1 task; 1 group/);
    const wrong = await lectern(...create, '--scopes', 'read', '--network', '192.0.2.0/33');
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /"192\.0\.2\.0\/33" is not a network\./);
  });
});

describe('lectern keys, sign, verify and trace', () => {
  const bytes = examplePdf();
  let objectKey = '';

  it('sign, verify and trace a URL of a stored object', async () => {
    objectKey = await withCore(async (core) => {
      const { id: ownerId } = await core.newAccounts.create({
        email: 'owner@example.org',
        name: 'Owner',
        role: 'teacher',
        password: 'a long password',
      });
      const draft = { title: 'A', primaryLanguage: 'en', visibility: 'restricted' } as const;
      const { id } = await core.tasks.create({ ...draft, visibleFrom: null, embargoUntil: null }, ownerId);
      const { version } = await core.uploads.announce({
        taskId: id,
        language: 'en',
        fileName: 'task.pdf',
        size: bytes.length,
        sha256: sha256(bytes),
        uploadedBy: ownerId,
      });
      await store(core, version, bytes);
      return version.objectKey;
    });

    const signed = await lectern('sign', objectKey, '--name', 'zażółć.pdf', '--ttl', '60', '--download');
    assert.equal(signed.code, 0, signed.stderr);
    assert.match(signed.stderr, /^Expires at 20\d\d-.*Z\.\n$/);
    const url = signed.stdout.trim();
    assert.ok(url.startsWith(`http://127.0.0.1:8081/${objectKey}?expires=`));

    const verified = await json('verify', url);
    const { expiresAtMs, issueId, keyId, ...content } = verified;
    assert.deepEqual(content, {
      kind: 'download',
      objectKey,
      fileName: 'zażółć.pdf',
      disposition: 'attachment',
      expired: false,
      revoked: false,
    });
    assert.ok(expiresAtMs > Date.now() && expiresAtMs <= Date.now() + 60_000);
    assert.match(await printed('verify', url), /^valid: GET documents\/.*, issue .*, until 20\d\d/);

    const traced = await json('trace', url);
    assert.equal(traced.expired, false);
    assert.deepEqual([traced.issues[0].issueId, traced.issues[0].principalId], [issueId, null]);
    assert.match(await printed('trace', url), /^reader +an operator, on the command line$/m);
    assert.equal((await json('keys', 'list'))[0].id, keyId);
  });

  it('name the settings of the server that may be missing here', async () => {
    const url = (await printed('sign', objectKey)).trim();
    const other = url.replace('http://127.0.0.1:8081', 'https://files.example');
    const LECTERN_SIGNING_KEYS = `other:${'A'.repeat(43)}`;
    for (const command of ['verify', 'trace', 'revoke']) {
      const elsewhere = await lectern(command, other);
      assert.equal(elsewhere.code, 1);
      assert.match(
        `${elsewhere.stdout}${elsewhere.stderr}`,
        /it does not begin with http:\/\/127\.0\.0\.1:8081; set LECTERN_FILES_URL and LECTERN_STORAGE here if the server has them/,
      );
      const otherKeys = await runLectern([command, url], { ...environment, LECTERN_SIGNING_KEYS });
      assert.match(`${otherKeys.stdout}${otherKeys.stderr}`, /signing key is unknown here/);
      assert.doesNotMatch(`${otherKeys.stdout}${otherKeys.stderr}`, /LECTERN_SIGNING/);
    }
    const { stdout } = await lectern('verify', other, '--json');
    assert.deepEqual(JSON.parse(stdout), { failure: 'url-invalid', reason: 'outside-files-url' });
  });

  for (const asking of [
    ['trace', 'http://127.0.0.1:8081/documents/a.pdf'],
    ['verify', 'http://127.0.0.1:8081/documents/a.pdf'],
    ['revoke', 'http://127.0.0.1:8081/documents/a.pdf'],
    ['sign', 'documents/ab/nothing.pdf'],
  ]) {
    it(`report missing settings of the server, and create no installation: ${asking[0]}`, async () => {
      const folder = join(temporaryFolder(), 'nothing');
      const { code, stdout, stderr } = await runLectern(asking, { LECTERN_DATA_DIR: folder });
      assert.deepEqual([code, stdout], [2, '']);
      assert.equal(
        stderr,
        `lectern: There is no database in ${folder}. Run this with the settings of the server: LECTERN_DATA_DIR, or DATABASE_URL for PostgreSQL.\n`,
      );
      assert.equal(existsSync(folder), false);
    });
  }

  it('report that LECTERN_DATA_DIR is not set', async () => {
    const cwd = temporaryFolder();
    const [program, ...args] = [...lecternCommand, 'trace', 'http://127.0.0.1:8081/documents/a.pdf'] as const;
    const { code, stderr } = await run(program, args, { cwd, env: programEnvironment() });
    assert.equal(code, 2);
    assert.ok(stderr.includes(`no database in ${join(cwd, 'data')}, and LECTERN_DATA_DIR is not set. `));
    assert.equal(existsSync(join(cwd, 'data')), false);
  });

  it('read the URL from standard input, so that no process list or history contains it', async () => {
    const url = (await printed('sign', objectKey)).trim();
    const { code, stdout, stderr } = await runLectern(['verify'], environment, `${url}\n`);
    assert.deepEqual([code, stderr], [0, '']);
    assert.ok(stdout.includes(objectKey), stdout);
  });

  it('trace a URL that has expired, which verify refuses', async () => {
    const url = await withCore(async ({ issueForOperator }) => {
      const expired = { objectKey, fileName: 'a.pdf', disposition: 'inline', ttlSeconds: -10 } as const;
      return (await issueForOperator(expired)).url;
    });
    const verified = await lectern('verify', url);
    assert.deepEqual([verified.code, verified.stdout.split(':')[0]], [1, 'expired']);
    assert.match(await printed('trace', url), /^expires .* \(expired\)$/m);
  });

  it('rotate and remove keys: URLs of an old key are valid until it is removed', async () => {
    const url = (await printed('sign', objectKey)).trim();
    const [{ id: old }] = await json('keys', 'list');
    assert.match(await printed('keys', 'rotate'), /^The key \w+ signs new URLs\./);
    const [first, second] = await json('keys', 'list');
    assert.deepEqual([first.signs, second.id, second.signs], [true, old, false]);
    assert.match(await printed('keys', 'list'), new RegExp(`^${old} .* verifies$`, 'm'));
    assert.equal((await lectern('verify', url)).code, 0);
    await printed('keys', 'remove', old);
    assert.equal((await lectern('verify', url)).code, 1);
    const removed = await lectern('trace', url);
    assert.equal(removed.code, 1);
    assert.match(removed.stdout, /run "lectern trace" with its parameter "issue"$/m);
    const issueId = new URL(url).searchParams.get('issue') ?? assert.fail(url);
    const traced = await lectern('trace', issueId);
    assert.equal(traced.code, 0);
    assert.match(traced.stdout, new RegExp(`^issue +${issueId}$`, 'm'));
    assert.match(traced.stderr, /does not prove that the URL is genuine/);
    const unknown = await lectern('trace', 'no-such-issue');
    assert.deepEqual([unknown.code, unknown.stderr], [1, '']);
    assert.match(unknown.stdout, /^no record of the issue no-such-issue: /);
    const last = await lectern('keys', 'remove', first.id);
    assert.equal(last.code, 1);
    assert.match(last.stderr, /rotate first/);
  });

  it('never print the secret of a key, and refuse to change keys of the environment', async () => {
    const secret = Buffer.alloc(32, 7).toString('base64url');
    const given = { ...environment, LECTERN_SIGNING_KEYS: `env-1:${secret}` };
    const listed = await runLectern(['keys', 'list', '--json'], given);
    assert.deepEqual(JSON.parse(listed.stdout), [
      { id: 'env-1', createdAt: null, signs: true, signsFrom: null },
    ]);
    const refused = await runLectern(['keys', 'rotate'], given);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /LECTERN_SIGNING_KEYS/);
    assert.doesNotMatch(listed.stdout + refused.stderr, new RegExp(secret));
  });
});
