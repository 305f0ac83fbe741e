import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { userOf } from '../../examples/judge/judge.ts';
import { signForLectern } from '../../examples/judge/tokens.ts';
import { repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const secret = 'a secret for Lectern alone, of at least thirty-two bytes';
const secretFile = join(temporaryFolder(), 'lectern.secret');
writeFileSync(secretFile, secret, { mode: 0o600 });

describe('a contest of the judge whose task has a window', async () => {
  const server = await startServer('serve', {
    JWT_SHARED_SECRET_FILE: secretFile,
    JWT_AUDIENCE: 'lectern',
    JWT_SUBJECT_CLAIM: 'user_id',
  });
  after(() => server.end());
  const { stdout: apiKey } = await server.lectern([
    ...['api-keys', 'create', '--name', 'judge', '--scopes', 'sync'],
  ]);

  /** Runs sync.ts over a judge in which the contest, and its task with it, are in another year. */
  async function syncIn(year: number): Promise<ReadonlyArray<string>> {
    const moved = {
      startsAt: `${year}-01-10T09:00:00Z`,
      endsAt: `${year + 1}-01-10T14:00:00Z`,
      tasks: [{ id: 43, opensAt: `${year}-01-10T09:30:00Z`, closesAt: `${year + 1}-01-10T13:30:00Z` }],
    };
    const [judge, sync] = ['judge.ts', 'sync.ts'].map(
      (name) => pathToFileURL(join(repositoryRoot, 'examples/judge', name)).href,
    );
    const script = `import { contests } from '${judge}';
      Object.assign(contests[0], ${JSON.stringify(moved)});
      await import('${sync}');`;
    const { code, stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env['PATH'], LECTERN_URL: server.apiUrl, LECTERN_API_KEY: apiKey.trim() },
    });
    assert.equal(code, 0, stderr);
    return stdout.trim().split('\n').slice(-3);
  }

  async function bobReads(): Promise<string> {
    const authorization = `Bearer ${signForLectern(secret, userOf(8), [])}`;
    const reply = await fetch(`${server.apiUrl}/api/v1/tasks/ext%3A43`, { headers: { authorization } });
    const { code, opensAt, access } = (await reply.json()) as {
      code?: string;
      opensAt?: string;
      access?: { validUntil: string };
    };
    return access ? `until ${access.validUntil}` : [code, opensAt].filter(Boolean).join(' ');
  }

  it('is moved by its cron, twice in both directions', async () => {
    const [past, future] = [2020, 2090];
    assert.equal((await syncIn(past))[0], 'contest 9: created');
    for (let round = 1; round <= 2; round += 1) {
      for (const [year, expected] of [
        [future, `not-open-yet ${future}-01-10T09:30:00Z`],
        [past, 'closed'],
      ] as const) {
        assert.deepEqual(await syncIn(year), [
          ...['contest 9: changed', 'participants: 0 added, 0 changed, 0 removed'],
          'tasks: 0 added, 1 changed, 0 removed',
        ]);
        assert.equal(await bobReads(), expected);
        assert.deepEqual(await syncIn(year), [
          ...['contest 9: unchanged', 'participants: 0 added, 0 changed, 0 removed'],
          'tasks: 0 added, 0 changed, 0 removed',
        ]);
      }
    }
  });
});
