import assert from 'node:assert/strict';
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { outputOf, repositoryRoot, run, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Evaluates an expression with the exports of tools/check.ts. @returns its value, and the output before it */
async function evaluate(expression: string, cwd = repositoryRoot) {
  const program = join(temporaryFolder(), 'run.mjs');
  writeFileSync(
    program,
    `import * as check from '${join(repositoryRoot, 'tools/check.ts')}';
    console.log(JSON.stringify(await check.${expression} ?? null));`,
  );
  const { stdout, stderr } = await run(process.execPath, [program], { cwd });
  const [value = '', ...lines] = stdout.trim().split('\n').reverse();
  assert.ok(value, stderr);
  return { value: JSON.parse(value), printed: lines.reverse().join('\n') };
}

const runScripts = (...scripts: ReadonlyArray<object>) => evaluate(`runScripts(${JSON.stringify(scripts)})`);

describe('npm run check', () => {
  it('runs all scripts, and shows the whole output of each that fails with the command that runs it', async () => {
    const { value, printed } = await runScripts(
      { name: 'lint', command: 'echo one; echo two >&2; exit 1' },
      { name: 'layers', command: 'echo is well' },
      { name: 'types', command: 'echo three; kill $$' },
      { name: 'check:words', command: 'echo four; exit 1' },
    );
    assert.deepEqual(value, ['lint', 'types']);
    assert.match(printed, /^ok .* layers$/m);
    assert.match(printed, /^failed .* lint$/m);
    assert.match(printed, /^warns .* check:words$/m);
    assert.ok(
      printed.endsWith(
        '\n\n=== lint: npm run lint\none\ntwo\n\n=== types: npm run types\nthree\n' +
          '\n=== check:words: npm run check:words\nfour\n\nFailed: lint, types',
      ),
      printed,
    );
    assert.doesNotMatch(printed, /is well/);
  });

  it('passes names of files unchanged to the last command of a script', async () => {
    const name = "it's $HOME.ts";
    const { value } = await runScripts({ name: 'lint', command: 'true && test', args: [name, '=', name] });
    assert.deepEqual(value, []);
  });

  it('lints what was written or renamed since Biome passed, and everything if its rules were', async () => {
    const folder = temporaryFolder();
    const write = (file: string) => writeFileSync(join(folder, file), '');
    const changeTime = (file: string) => statSync(join(folder, file)).ctimeMs;
    await outputOf('git', ['init', '--quiet'], folder);
    writeFileSync(join(folder, '.gitignore'), 'node_modules/\n'); // because Node may keep compiled code there
    for (const file of ['kept.ts', 'old.ts', 'biome.json']) write(file);
    await outputOf('git', ['add', '.'], folder);
    const passedMs = changeTime('biome.json') + 1;
    const changed = async () => (await evaluate(`changedAfter(${passedMs})`, folder)).value;
    assert.deepEqual(await changed(), []);

    await waitUntil('the clock of the disk has gone on', () => {
      write('new.ts');
      return changeTime('new.ts') >= passedMs;
    });
    renameSync(join(folder, 'old.ts'), join(folder, 'renamed.ts'));
    assert.deepEqual(await changed(), ['new.ts', 'renamed.ts']);

    write('biome.json');
    assert.equal(await changed(), null);
  });
});

describe('the sizes of rooms', () => {
  it('fail where a room grew by more than a commit says, and show each with its growth', async () => {
    const folder = temporaryFolder();
    const git = (...args: ReadonlyArray<string>) => {
      const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
      return outputOf('git', [...author, ...args], folder);
    };
    const commit = async (lines: number, message: string) => {
      for (const room of ['core', 'features/mail']) {
        mkdirSync(join(folder, 'src', room), { recursive: true });
        writeFileSync(join(folder, 'src', room, 'file.ts'), 'line\n'.repeat(lines));
      }
      await git('add', '.');
      await git('commit', '--quiet', '--message', message);
    };
    const sizes = () => run(process.execPath, [join(repositoryRoot, 'tools/room-sizes.ts')], { cwd: folder });
    await git('init', '--quiet', '--initial-branch', 'main');
    await commit(100, 'Begin');
    assert.match((await sizes()).stdout, /No earlier commit is known/);

    await git('switch', '--quiet', '--create', 'letters');
    await commit(220, 'Grow\n\nSize: src/core +100, because letters have two languages');
    const refused = await sizes();
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /^ {5}220 {4}\+120 {2}src\/core$/m);
    assert.match(refused.stdout, /^ {5}440 {4}\+240 {2}all of src$/m);
    assert.match(refused.stderr, /\n {2}Size: src\/features\/mail \+120, because …\n$/);
    assert.doesNotMatch(refused.stderr, /src\/core/);

    await git(
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      'Say why\n\nSize: src/features/mail +120, because of letters',
    );
    assert.equal((await sizes()).code, 0);
  });
});
