import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { expect200, signIn, taskTitled } from '../support/api-client.ts';
import { lecternProgram, repositoryRoot, run, startServer, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const server = await startServer('demo');
after(() => server.end());
const student = await signIn(server.apiUrl, 'student');
const taskId = await taskTitled(student, 'Sum of Squares');

/** Lines for a shell from a page of the manual, between one heading of it and the next. */
function linesOf(page: string, heading: string): string {
  const sections = readFileSync(join(repositoryRoot, page), 'utf8').split(/^#+ /m);
  const section = sections.find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^ *```sh\n(.*?)^ *```$/gms)];
  assert.ok(blocks.length > 0, `${page} has no commands under "${heading}"`);
  return blocks.map(([, lines]) => lines).join('\n');
}

/** Runs lines as they stand there, but for these names of what is elsewhere; gives what they printed. */
async function runLines(lines: string, names: Readonly<Record<string, string>>): Promise<string> {
  const named = Object.entries(names).reduce((text, [name, here]) => {
    assert.ok(text.includes(name), `nothing is called ${name} any more`);
    return text.replaceAll(name, here);
  }, lines);
  const programs = `lectern() { '${process.execPath}' '${lecternProgram}' "$@"; }`;
  const { code, stdout, stderr } = await run('bash', ['-euc', `${programs}\n${named}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...server.env },
  });
  assert.equal(code, 0, `${named}\n${stdout}${stderr}`);
  return stdout;
}

describe('the commands of the manual', () => {
  it('save a running server, and bring it back', async () => {
    await runLines(linesOf('docs/backup.md', 'Backup'), {
      '/mnt/backups/2026-11-24': join(folder, 'backup'),
      '/var/lib/lectern': join(folder, 'restored'),
    });
    assert.ok(existsSync(join(folder, 'restored/lectern.db')));
  });

  it('move an installation', async () => {
    await runLines(linesOf('docs/backup.md', 'Moving'), {
      '/var/lib/lectern': join(folder, 'restored'),
      'DATABASE_URL=postgres://lectern:PASSWORD@db.example.org/lectern?sslmode=verify-full': `LECTERN_DATA_DIR=${join(folder, 'moved')}`,
      'LECTERN_STORAGE=s3': 'LECTERN_STORAGE=file',
    });
    assert.ok(existsSync(join(folder, 'moved/lectern.db')));
  });

  it('put the statements of a repository on a server', async () => {
    const pushed = await runLines(linesOf('docs/push.md', 'Statements from a repository'), {
      'problems/': join(repositoryRoot, 'examples/problems/'),
      'https://lectern.example.org': server.apiUrl,
    });
    assert.match(pushed, /42/);
  });

  it('check a contest, and the storage, the day before', async () => {
    const teacher = await signIn(server.apiUrl, 'teacher');
    const { items } = expect200(
      await teacher.get<{ items: Array<{ contestId: string; name: string }> }>('/api/v1/contests'),
    );
    const running = items.find(({ name }) => name === 'Winter Challenge');
    const checked = await runLines(linesOf('docs/contest-day.md', 'The day before'), {
      CONTEST: running?.contestId ?? '',
    });
    assert.match(checked, /opens at .* for 1 participant/);
  });

  it('explain why somebody can read a task', async () => {
    const why = await runLines(linesOf('docs/when-something-is-wrong.md', 'Someone cannot open a task'), {
      'ann@example.org': 'student@example.org',
      TASK: taskId,
      '2026-11-24T12:00:00Z': new Date().toISOString(),
    });
    assert.match(why, /May read it/);
  });

  it('trace and end a URL that has leaked', async () => {
    const url = (await student.task(taskId)).descriptionPdfUrl as string;
    writeFileSync(join(folder, 'url.txt'), url);
    const traced = await runLines(linesOf('docs/when-something-is-wrong.md', 'A link has leaked'), {
      'ann@example.org': 'student@example.org',
    });
    assert.match(traced, /student@example\.org/);
    await waitUntil('the end of the URL', async () => (await fetch(url)).status === 403);
  });
});
