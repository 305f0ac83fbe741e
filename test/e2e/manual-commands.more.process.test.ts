import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { expect200, signIn, taskTitled } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { lecternProgram, repositoryRoot, run, startServer, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const metricsToken = 'a token that only the monitoring has';
const server = await startServer('demo', { LECTERN_METRICS_TOKEN: metricsToken });
after(() => server.end());
const student = await signIn(server.apiUrl, 'student');
const taskId = await taskTitled(student, 'Sum of Squares');

const teacher = await signIn(server.apiUrl, 'teacher');

/** Runs blocks of a page, with the names of this server instead of those of the page. Returns what they printed. */
async function runLines(
  blocks: ReadonlyArray<string>,
  names: Readonly<Record<string, string>> = {},
): Promise<string> {
  const named = Object.entries(names).reduce((text, [name, here]) => {
    assert.ok(text.includes(name), `the page no longer names ${name}`);
    return text.replaceAll(name, here);
  }, blocks.join('\n'));
  const programs = `lectern() { '${process.execPath}' '${lecternProgram}' "$@"; }`;
  const { code, stdout, stderr } = await run('bash', ['-euc', `${programs}\n${named}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...server.env },
  });
  assert.equal(code, 0, `${named}\n${stdout}${stderr}`);
  return stdout;
}

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

async function contestNamed(wanted: string): Promise<string> {
  const path = '/api/v1/contests';
  const { items } = expect200(await teacher.get<{ items: Array<{ contestId: string; name: string }> }>(path));
  return items.find(({ name }) => name === wanted)?.contestId ?? assert.fail(wanted);
}

describe('the commands of the manual', () => {
  it('save a running server, and bring it back', async () => {
    await runLines(commandsIn('docs/backup.md', 'Backup'), {
      '/mnt/backups/2026-11-24': join(folder, 'backup'),
      '/var/lib/lectern': join(folder, 'restored'),
    });
    assert.ok(existsSync(join(folder, 'restored/lectern.db')));
  });

  it('move an installation', async () => {
    await runLines(commandsIn('docs/backup.md', 'Moving'), {
      '/var/lib/lectern': join(folder, 'restored'),
      'DATABASE_URL=postgres://lectern:PASSWORD@db.example.org/lectern?sslmode=verify-full': `LECTERN_DATA_DIR=${join(folder, 'moved')}`,
      'LECTERN_STORAGE=s3': 'LECTERN_STORAGE=file',
    });
    assert.ok(existsSync(join(folder, 'moved/lectern.db')));
  });

  it('put the statements of a repository on a server', async () => {
    const pushed = await runLines(commandsIn('docs/push.md', 'Statements from a repository'), {
      'problems/': join(repositoryRoot, 'examples/problems/'),
      'https://lectern.example.org': server.apiUrl,
    });
    assert.match(pushed, /42/);
  });

  it('check a contest, and the storage, the day before', async () => {
    const checked = await runLines(commandsIn('docs/contest-day.md', 'The day before'), {
      CONTEST: await contestNamed('Winter Challenge'),
    });
    assert.match(checked, /opens at .* for 1 participant/);
    assert.match(checked, /an expired URL is refused/);
    const CONTEST = await contestNamed('Winter Challenge');
    assert.match(await runLines(commandsIn('docs/preflight.md'), { CONTEST }), /^RESULT {2}TASK/);
    assert.match(await runLines(commandsIn('docs/doctor.md')), /^ok {7}the server reaches the storage/);
    assert.match(await runLines(commandsIn('docs/mail.md')), /an expired URL is refused/);
  });

  it('make a booklet, and sets of it for rooms', async () => {
    const [, seats = ''] = /^```csv\n(.*?)^```$/ms.exec(read('docs/booklets.md')) ?? [];
    writeFileSync(join(folder, 'seats.csv'), seats);
    const CONTEST = await contestNamed('Winter Challenge');
    assert.match(
      await runLines(commandsIn('docs/booklets.md'), { CONTEST }),
      /^\d+ pages\n2 copies, \d+ pages$/m,
    );
    for (const file of ['booklet.pdf', 'sets.pdf'])
      assert.match(readFileSync(join(folder, file), 'latin1'), /^%PDF-/);
  });

  it('open sealed statements without a server', async () => {
    const times = { startsAt: inMinutes(120), prefetchFrom: inMinutes(5) };
    const draft = { name: 'Finals', ...times };
    const { body } = await teacher.post<{ contestId: string }>('/api/v1/contests', draft);
    const CONTEST = body.contestId;
    await teacher.request('PUT', `/api/v1/contests/${CONTEST}/tasks/${taskId}`, { label: 'A' });
    const keys = () => server.lectern(['envelope', 'key', CONTEST]);
    await waitUntil('sealed statements', async () => (await keys()).code === 0);
    const [, KEY = ''] = /^en +(\S+)/m.exec((await keys()).stdout) ?? [];
    const opened = await runLines(commandsIn('docs/envelopes.md'), { CONTEST, '--key KEY': `--key=${KEY}` });
    assert.match(opened, /^finals\/1-sum-of-squares\.en\.pdf$/m);
  });

  it('ask whether the server is ready, what it counts, and whether it refuses files', async () => {
    const ready = await runLines(commandsIn('docs/deployment.md'), {
      'http://10.0.0.11:8080': server.apiUrl,
    });
    assert.match(ready, /^\{"status":"ok"/);
    const metrics = await runLines(commandsIn('docs/monitoring.md'), {
      '$(openssl rand -base64 48)': `'${metricsToken}'`,
      'https://lectern.example.org': server.apiUrl,
    });
    assert.match(metrics, /^lectern_http_request_duration_seconds_count\{/m);
    const files = { 'https://files.example.com': server.filesUrl };
    assert.match(
      await runLines(commandsIn('docs/nginx.md', 'Check it'), files),
      /"status":403,"code":"url-invalid"/,
    );
  });

  it('show what a new version would change', async () => {
    const changes = await runLines(commandsIn('docs/upgrading.md', 'Going forward'), {
      'node /opt/lectern-0.2.0/main.cjs': 'lectern',
      '/var/lib/lectern': server.dataDir,
    });
    assert.match(changes, /nothing would be applied/);
  });

  it('let people in', async () => {
    await runLines(commandsIn('docs/install.md', 'The first admin'));
    const links = await runLines(
      commandsIn('docs/when-something-is-wrong.md', 'Reset a password, or get back in'),
      {
        'ann@example.org': 'student@example.org',
        'you@example.org': 'another@example.org',
      },
    );
    assert.match(links, /\/set-password#token=/);
  });

  it('explain why somebody can read a task', async () => {
    const why = await runLines(commandsIn('docs/when-something-is-wrong.md', 'Someone cannot open a task'), {
      'ann@example.org': 'student@example.org',
      TASK: taskId,
      '2026-11-24T12:00:00Z': new Date().toISOString(),
    });
    assert.match(why, /May read it/);
    const section = "Find out why someone can or can't read a task";
    const same = { EMAIL: 'student@example.org', 'ID ': `${taskId} `, TIME: new Date().toISOString() };
    assert.match(await runLines(commandsIn('docs/access.md', section), same), /May read it/);
  });

  it('trace and end a URL that has leaked', async () => {
    const url = (await student.task(taskId)).descriptionPdfUrl as string;
    writeFileSync(join(folder, 'url.txt'), url);
    const traced = await runLines(commandsIn('docs/when-something-is-wrong.md', 'A link has leaked'), {
      'ann@example.org': 'student@example.org',
    });
    assert.match(traced, /student@example\.org/);
    await waitUntil('the end of the URL', async () => (await fetch(url)).status === 403);
  });

  it('replace a signing key', async () => {
    const [, key = ''] =
      /^(\w+) .* signs and verifies$/m.exec((await server.lectern(['keys', 'list'])).stdout) ?? [];
    const kept = await runLines(commandsIn('docs/signing-keys.md'), { OLD_KEY: key });
    assert.match(kept, /signs and verifies/);
  });
});
