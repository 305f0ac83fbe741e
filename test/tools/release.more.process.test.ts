import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { isNewer, isPatchOf, releaseChangelog, withVersion } from '../../tools/release-texts.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const clone = join(temporaryFolder(), 'clone');
const identity = { GIT_AUTHOR_NAME: 'R', GIT_AUTHOR_EMAIL: 'r@example.org' };
const env = {
  ...process.env,
  ...identity,
  GIT_COMMITTER_NAME: 'R',
  GIT_COMMITTER_EMAIL: 'r@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const git = (...args: ReadonlyArray<string>) =>
  execFileSync('git', args, { cwd: clone, env, encoding: 'utf8' }).trim();
const read = (file: string) => readFileSync(join(clone, file), 'utf8');
const commit = () => git('commit', '--quiet', '--all', '--message', 'Change something');

/** Writes text under "Upgrading" of the unreleased part. */
function tell(text: string): void {
  const changelog = read('CHANGELOG.md').replace(
    '## Unreleased\n',
    `## Unreleased\n\n### Upgrading\n\n- ${text}\n`,
  );
  writeFileSync(join(clone, 'CHANGELOG.md'), changelog);
}

function release(...args: ReadonlyArray<string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/release.ts', ...args], {
    ...{ cwd: clone, env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
}

function assertRefuses(args: ReadonlyArray<string>, reason: RegExp): void {
  const { status, stderr } = release(...args);
  assert.equal(status, 1);
  assert.match(stderr, reason);
}

describe('a release', () => {
  before(() => {
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-tags', `file://${repositoryRoot}`, clone], {
      env,
    });
    git('switch', '--quiet', '--force-create', 'main');
    symlinkSync(join(repositoryRoot, 'node_modules'), join(clone, 'node_modules'));
    appendFileSync(join(clone, '.git/info/exclude'), '/node_modules\n');
    tell('Nothing to do.'); // also where the last release is this commit
    commit();
  });

  it('shows in a dry run what it would do, and changes nothing', () => {
    const head = git('rev-parse', 'HEAD');
    const { status, stdout, stderr } = release('7.1.0', '--dry-run', '--skip', 'check');
    assert.equal(status, 0, stderr);
    const steps = stdout.trim().split('\n');
    assert.deepEqual(
      steps.map((line) => line.split(' ').slice(0, 2).join(' ')),
      [
        'Would set',
        'Would move',
        'Would keep',
        'Would write',
        'Would build',
        'Would commit',
        'Would tag',
        'Nothing was',
      ],
    );
    assert.deepEqual([git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag')], [head, '', '']);
  });

  it('sets the version everywhere, keeps a data folder, commits and tags', () => {
    const { status, stderr } = release('7.1.0', '--skip', 'check', '--skip', 'build');
    assert.equal(status, 0, stderr);
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('log', '-1', '--format=%s'), 'Release 7.1.0');
    for (const file of ['package.json', 'client/package.json', 'web/package.json']) {
      assert.equal(JSON.parse(read(file)).version, '7.1.0', file);
    }
    assert.equal(JSON.parse(read('web/package.json')).devDependencies['lectern-client'], '7.1.0');
    assert.ok(!/"lectern(-\w+)?": "0\./.test(read('package-lock.json')));
    assert.equal(JSON.parse(read('openapi.json')).info.version, '7.1.0');
    const named = `lectern[-_]${packageJson.version.replaceAll('.', '\\.')}[._]`;
    const left = spawnSync('git', ['grep', '-lE', named, '--', ':!test', ':!CHANGELOG.md'], { cwd: clone });
    assert.equal(String(left.stdout), '', 'tools/release.ts lists these files');
    assert.match(read('CHANGELOG.md'), /^## Unreleased\n\n## 7\.1\.0 - \d{4}-\d\d-\d\d\n\n### /m);
    assert.ok(existsSync(join(clone, 'test/fixtures/data-folders/7.1.0.tar.gz')));
    assert.equal(git('cat-file', '-t', 'v7.1.0'), 'tag');
    assert.equal(
      git('for-each-ref', '--format=%(contents)', 'refs/tags/v7.1.0'),
      read('release/7.1.0/notes.txt').trim(),
    );
  });

  it('is refused for a wrong version, branch or checkout, and without text under "Upgrading"', () => {
    assertRefuses(['7.1'], /VERSION is like/);
    assertRefuses(['7.1.0'], /7\.1\.0 is not newer than 7\.1\.0/);
    assertRefuses(['7.2.0', '--dry-run'], /nothing under "Unreleased"/);
    tell('Nothing.');
    assertRefuses(['7.2.0', '--dry-run'], /Commit or remove.*\n M CHANGELOG\.md/);
    commit();
    git('switch', '--quiet', '--create', 'topic');
    assertRefuses(['7.2.0', '--dry-run'], /made on main, and this is topic/);
    git('switch', '--quiet', 'main');
  });

  it('is refused when it breaks what releases promise about the schema', () => {
    writeFileSync(join(clone, 'src/database/migrations/9000-more.ts'), '');
    git('add', '--all');
    commit();
    assertRefuses(
      ['7.1.1', '--dry-run', '--skip', 'check'],
      /patch release of 7\.1\.0.*\nA\t.*9000-more\.ts/,
    );
    assert.equal(release('7.2.0', '--dry-run', '--skip', 'check').status, 0);
    writeFileSync(join(clone, 'src/features/reports/0001-tables.ts'), '');
    appendFileSync(join(clone, 'src/features/booklets/0001-tables.ts'), '\n');
    appendFileSync(join(clone, 'src/database/migrations/0001-tables.ts'), '\n');
    git('add', '--all');
    commit();
    assertRefuses(
      ['7.2.0', '--dry-run'],
      /never changed:\nM\tsrc\/database.*\nM\t.*booklets\/0001-tables\.ts\nA\t.*reports\/0001-tables\.ts/,
    );
  });
});

describe('the texts of a release', () => {
  const date = '2027-03-01';
  it('move unreleased text, and leave the rest unchanged', () => {
    const before =
      '# Changelog\n\n## Unreleased\n\n### Upgrading\n\n- Stop.\n\n## 0.1.0 - 2026-12-01\n\n- First.\n';
    assert.deepEqual(releaseChangelog(before, { version: '0.2.0', date }), {
      notes: '### Upgrading\n\n- Stop.\n',
      changelog:
        '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2027-03-01\n\n### Upgrading\n\n- Stop.\n\n## 0.1.0 - 2026-12-01\n\n- First.\n',
    });
    const silent = before.replace('### Upgrading', '### Fixed');
    assert.throws(
      () => releaseChangelog(silent, { version: '0.2.0', date }),
      /says nothing in "### Upgrading"/,
    );
  });

  it('change the lockfile only in the entries of our packages', () => {
    const lock = (version: string) =>
      `${JSON.stringify({ version, packages: { web: { version, dependencies: { 'lectern-client': version } }, 'node_modules/other': { version: '0.1.0' } } }, null, 2)}\n`;
    assert.equal(
      withVersion('package-lock.json', lock('0.1.0'), { from: '0.1.0', to: '0.2.0' }),
      lock('0.2.0'),
    );
    assert.throws(
      () => withVersion('README.md', 'nothing', { from: '0.1.0', to: '0.2.0' }),
      /README\.md does not/,
    );
  });

  it('order versions by their numbers', () => {
    assert.ok(isNewer('0.10.0', '0.9.9'));
    assert.ok(!isNewer('0.9.9', '0.10.0') && !isNewer('1.0.0', '1.0.0'));
    assert.ok(isPatchOf('0.2.1', '0.2.0') && !isPatchOf('0.3.0', '0.2.9'));
  });
});
