import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { expect200, signIn, taskTitled } from '../support/api-client.ts';
import { assertShown, commandsIn } from '../support/manual-commands.ts';
import {
  lecternInShell,
  programEnvironment,
  repositoryRoot,
  run,
  startServer,
  waitUntil,
} from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const metricsToken = 'a token that only the monitoring has';
const server = await startServer('demo', { LECTERN_METRICS_TOKEN: metricsToken });
after(() => server.end());
const student = await signIn(server.apiUrl, 'student');
const teacher = await signIn(server.apiUrl, 'teacher');
const taskId = await taskTitled(student, 'Sum of Squares');
const CONTEST = await contestNamed('Winter Challenge');

type Names = Readonly<Record<string, string>>;

/** Runs the commands of a section, with the names of this server instead of those of the page. Returns what they print. */
async function runPage(page: string, heading: string, names: Names = {}): Promise<string> {
  const lines = Object.entries(names).reduce((text, [name, here]) => {
    assert.ok(text.includes(name), `${page} no longer names ${name}`);
    return text.replaceAll(name, here);
  }, commandsIn(page, heading).join('\n'));
  return runLines(lines);
}

/** Runs them, and asserts that they print what the section shows. */
async function runAsShown(page: string, heading: string, names: Names = {}): Promise<void> {
  assertShown(await runPage(page, heading, names), page, heading, names);
}

async function runLines(lines: string): Promise<string> {
  const { code, stdout, stderr } = await run('bash', ['-euc', `${lecternInShell}\n${lines}`], {
    cwd: folder,
    env: { ...programEnvironment(), HOME: folder, ...server.env },
  });
  assert.equal(code, 0, `${lines}\n${stdout}${stderr}`);
  return `${stdout}\n${stderr}`;
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

async function contestNamed(wanted: string): Promise<string> {
  const path = '/api/v1/contests';
  const { items } = expect200(await teacher.get<{ items: Array<{ contestId: string; name: string }> }>(path));
  return items.find(({ name }) => name === wanted)?.contestId ?? assert.fail(wanted);
}

describe('the commands of the manual do what it says, and print what it shows:', () => {
  it('the demo', () => assertShown(server.output(), 'docs/demo.md', 'A server'));

  it('a backup of a running server, and a restore', async () => {
    const names = {
      '/mnt/backups/2026-11-24': join(folder, 'backup'),
      '/var/lib/lectern': join(folder, 'restored'),
    };
    await runAsShown('docs/backup.md', 'Backup', names);
    assert.ok(existsSync(join(folder, 'restored/lectern.db')));
  });

  it('a move of an installation', async () => {
    await runPage('docs/backup.md', 'Moving', {
      '/var/lib/lectern': join(folder, 'restored'),
      'DATABASE_URL=postgres://lectern:PASSWORD@db.example.org/lectern?sslmode=verify-full': `LECTERN_DATA_DIR=${join(folder, 'moved')}`,
      'LECTERN_STORAGE=s3': 'LECTERN_STORAGE=file',
    });
    assert.ok(existsSync(join(folder, 'moved/lectern.db')));
  });

  it('statements of a repository', async () => {
    await runAsShown('docs/push.md', 'Statements from a repository', {
      'problems/': join(repositoryRoot, 'examples/problems/'),
      'https://lectern.example.org': server.apiUrl,
    });
  });

  it('checks of a contest and of the storage', async () => {
    const checked = await runPage('docs/contest-day.md', 'The day before');
    assertShown(checked, 'docs/storage.md', 'Where the PDFs are stored');
    const here = { CONTEST, 'https://lectern.example.org': server.apiUrl };
    await runAsShown('docs/preflight.md', 'Pre-flight', here);
    await runAsShown('docs/doctor.md', 'The doctor');
    await runPage('docs/mail.md', 'Mail');
  });

  it('a booklet', async () => {
    await runPage('docs/booklets.md', 'Booklets', { CONTEST, 'https://lectern.example.org': server.apiUrl });
    assert.match(readFileSync(join(folder, 'booklet.pdf'), 'latin1'), /^%PDF-/);
  });

  it('sealed statements, opened without a server', async () => {
    const draft = { name: 'Finals', startsAt: inMinutes(120), prefetchFrom: inMinutes(5) };
    const { body } = await teacher.post<{ contestId: string }>('/api/v1/contests', draft);
    const finals = body.contestId;
    await teacher.request('PUT', `/api/v1/contests/${finals}/tasks/${taskId}`, { label: 'A' });
    const keys = () => server.lectern(['envelope', 'key', finals]);
    await waitUntil('sealed statements', async () => (await keys()).code === 0);
    const [, key = ''] = /^en +(\S+)/m.exec((await keys()).stdout) ?? [];
    const names = { CONTEST: finals, '--key KEY': `--key=${key}` };
    await runAsShown('docs/envelopes.md', 'In a room without network', names);
  });

  it('whether a server is ready, what it counts, and whether it refuses files', async () => {
    const first = { 'http://10.0.0.11:8080': server.apiUrl };
    await runAsShown('docs/deployment.md', 'Two instances behind nginx', first);
    await runAsShown('docs/monitoring.md', 'Monitor Lectern', {
      '$(openssl rand -base64 48)': `'${metricsToken}'`,
      'https://lectern.example.org': server.apiUrl,
    });
    await runAsShown('docs/nginx.md', 'Check it', { 'https://files.example.com': server.filesUrl });
  });

  it('what a new version would change', async () => {
    await runAsShown('docs/upgrading.md', 'Going forward', {
      'node /opt/lectern-0.2.0/main.cjs': 'lectern',
      '/var/lib/lectern': join(folder, 'new'),
    });
    const migrated = await runLines(`LECTERN_DATA_DIR='${join(folder, 'new')}' lectern migrate`);
    assertShown(migrated, 'docs/postgresql.md', 'Run on PostgreSQL');
  });

  it('ways in', async () => {
    await runPage('docs/install.md', 'The first admin');
    const links = await runPage(
      'docs/when-something-is-wrong.md',
      'Reset a forgotten password, or get back in',
      { 'ann@example.org': 'student@example.org', 'you@example.org': 'another@example.org' },
    );
    assert.match(links, /\/set-password#token=/);
  });

  it('why someone can read a task', async () => {
    await runAsShown('docs/when-something-is-wrong.md', 'Someone cannot open a task', {
      'ann@example.org': 'student@example.org',
      TASK: taskId,
      '2026-11-24T12:00:00Z': new Date().toISOString(),
      'https://lectern.example.org': server.apiUrl,
    });
  });

  it('a URL that has leaked', async () => {
    const url = (await student.task(taskId)).descriptionPdfUrl as string;
    writeFileSync(join(folder, 'url.txt'), url);
    const traced = await runPage('docs/when-something-is-wrong.md', 'A link has leaked', {
      'ann@example.org': 'student@example.org',
    });
    assert.match(traced, /student@example\.org/);
    await waitUntil('the end of the URL', async () => (await fetch(url)).status === 403);
  });

  it('a new signing key', async () => {
    const before = await server.lectern(['keys', 'list']);
    const [key = ''] = /^\w+(?= .*verifies$)/m.exec(before.stdout) ?? [];
    await runAsShown('docs/signing-keys.md', 'Replace a leaked key', { OLD_KEY: key });
    await runPage('docs/signing-keys.md', 'In the database');
  });
});
