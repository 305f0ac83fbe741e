import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const depcruise = join(repositoryRoot, 'tools/checks/node_modules/.bin/depcruise');
const config = join(repositoryRoot, '.dependency-cruiser.cjs');

/** What `npm run layers` says of a repository with these modules. */
async function check(modules: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src/features'), { recursive: true });
  for (const [path, text] of Object.entries(modules)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = await run(depcruise, ['--config', config, '--output-type', 'err-long', 'src'], {
    cwd: folder,
  });
  const errors = [...stdout.matchAll(/error ([\w-]+): (.+)/g)].map(([, rule, where]) => `${rule}: ${where}`);
  return { errors, text: stdout.replaceAll(/\s+/g, ' ') };
}

describe('the layers', () => {
  it('name a module outside of them once, and say where it belongs', async () => {
    const { errors, text } = await check({
      'src/networks.ts': "export * from './lib/clock.ts';",
      'src/lib/clock.ts': 'export const now = 0;',
      'src/core/decide.ts': "export * from '../networks.ts';",
      'src/domain/contests.ts': "export * from '../networks.ts';",
    });
    assert.deepEqual(errors, ['modules-have-a-layer: src/networks.ts']);
    assert.match(text, /ARCHITECTURE[.]md shows the folder of src\/ it belongs in/);
  });

  it('say what a module may import instead', async () => {
    const { errors, text } = await check({
      'src/core/decide.ts': "export * from '../api/server.ts';",
      'src/api/server.ts': 'export const server = 0;',
    });
    assert.deepEqual(errors, ['core-imports-downwards-only: src/core/decide.ts → src/api/server.ts']);
    assert.match(text, /core may import core, domain, .*, or pass it as an argument/);
  });

  it('have a rule that says what to do for every refusal', async () => {
    const { default: rules } = await import(config);
    assert.deepEqual(
      rules.forbidden.filter(({ comment }: { comment?: string }) => !comment),
      [],
    );
  });
});
