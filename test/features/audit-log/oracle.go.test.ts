import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import { openTestApp } from '../../support/app.ts';
import { assertGoIsClean, buildGo, firstBuildMs, go } from '../../support/go.ts';
import { run } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exportContest } from './finals.ts';

/** The packages are part of Go's own command, so they need no network. */
async function moduleWithOracle(): Promise<string> {
  const folder = temporaryFolder();
  const goRoot = (await go(folder, 'env', 'GOROOT')).trim();
  const [from, to] = [join(goRoot, 'src/cmd/vendor/golang.org/x/mod/sumdb'), join(folder, 'mod/sumdb')];
  mkdirSync(to, { recursive: true });
  for (const name of ['note', 'tlog'])
    cpSync(join(from, name), join(to, name), { recursive: true, dereference: true });
  writeFileSync(join(folder, 'mod/go.mod'), 'module golang.org/x/mod\n\ngo 1.21\n');
  writeFileSync(
    join(folder, 'go.mod'),
    'module oracle\n\ngo 1.21\n\nrequire golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./mod\n',
  );
  cpSync(fileURLToPath(new URL('oracle', import.meta.url)), folder, { recursive: true });
  return folder;
}

describe('an exported audit log', () => {
  it('is verified by the packages that verify sum.golang.org', { timeout: firstBuildMs }, async () => {
    const app = await openTestApp();
    const { kysely } = app.core.database;
    const log = openAuditLog(app.core);
    const contest = await app.contest(await app.person('teacher'));
    // Three levels of tiles, and checkpoints at the edges of tiles.
    for (const startsAt of [1, 250, 3, 65_000, 1000, 6]) {
      await sql`insert into revocations (subject, until)
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${startsAt})
        select ${`${startsAt}-`} || n, 9999999999999 from numbers`.execute(kysely);
      await sql`update contests set "startsAt" = ${startsAt} where id = ${contest.id}`.execute(kysely);
      await log.catchUp();
    }
    const folder = await exportContest(app, log, contest);
    const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length;
    const [size, disclosed] = [linesOf('leaves'), linesOf('entries.jsonl')];
    assert.ok(size > 65_536);

    const module = await moduleWithOracle();
    await assertGoIsClean(module);
    const { stdout, stderr } = await run(await buildGo(module, 'verify-audit-log'), [folder], {});
    assert.equal(stderr, '');
    assert.equal(stdout, `${disclosed} entries of ${size}, 6 checkpoints\n`);
  });
});
