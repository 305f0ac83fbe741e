import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const depcruise = join(repositoryRoot, 'tools/checks/node_modules/.bin/depcruise');
const config = join(repositoryRoot, '.dependency-cruiser.cjs');

/** The output of `npm run layers` in a repository with these modules. */
async function check(modules: Readonly<Record<string, string>>, root = 'src') {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src/features'), { recursive: true });
  for (const [path, text] of Object.entries(modules)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = await run(depcruise, ['--config', config, '--output-type', 'err-long', root], {
    cwd: folder,
  });
  const errors = [...stdout.matchAll(/error ([\w/-]+): (.+)/g)].map(([, rule, where]) => `${rule}: ${where}`);
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

  it('of the web app form no cycle of folders, also not through lazy imports', async () => {
    const { errors } = await check(
      {
        'web/src/features/tasks/list/list.ts': "export * from '../readers/readers.ts';",
        'web/src/features/tasks/readers/readers.ts': 'export const readers = 0;',
        'web/src/features/tasks/readers/later.ts': "export const later = () => import('../list/words.ts');",
        'web/src/features/tasks/list/words.ts': 'export const words = 0;',
      },
      'web/src',
    );
    assert.deepEqual(
      errors.map((error) => error.split(' ')[0]),
      ['web-folders-form-no-cycle:', 'web-folders-form-no-cycle:'],
    );
  });

  it('of the web app build one feature on another, and components on no server', async () => {
    const { errors } = await check(
      {
        'web/src/features/people/people.ts': "export * from '../tasks/tasks.ts';",
        'web/src/features/tasks/tasks.ts': "export * from '../../ui/field.ts';",
        'web/src/ui/field.ts': "export * from '../lib/server/client.ts';",
        'web/src/lib/server/client.ts': 'export const client = 0;',
      },
      'web/src',
    );
    assert.deepEqual(errors.toSorted(), [
      'web-features/people-imports-downwards-only: web/src/features/people/people.ts → web/src/features/tasks/tasks.ts',
      'web-ui-knows-no-server: web/src/ui/field.ts → web/src/lib/server/client.ts',
    ]);
  });

  it('have a rule that says what to do for every refusal', async () => {
    const { default: rules } = await import(config);
    assert.deepEqual(
      rules.forbidden.filter(({ comment }: { comment?: string }) => !comment),
      [],
    );
  });
});
