import assert from 'node:assert/strict';
import { renameSync, statSync, writeFileSync } from 'node:fs';
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
    );
    assert.deepEqual(value, ['lint', 'types']);
    assert.match(printed, /^ok .* layers$/m);
    assert.match(printed, /^failed .* lint$/m);
    assert.ok(
      printed.endsWith(
        '\n\n=== lint: npm run lint\none\ntwo\n\n=== types: npm run types\nthree\n\nFailed: lint, types',
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
