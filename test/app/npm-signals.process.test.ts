import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { freePorts, isFree } from '../support/ports.ts';
import { repositoryRoot, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A folder with the package and its command, as npm installs it. */
function installed(): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, scripts: { start: 'lectern serve', many: 'lectern serve --workers 2' } }),
  );
  const [bin, program] = [join(folder, 'node_modules/.bin'), join(folder, 'node_modules/lectern/main.cjs')];
  for (const each of [bin, dirname(program)]) mkdirSync(each, { recursive: true });
  writeFileSync(
    program,
    `#!/usr/bin/env node\nrequire(${JSON.stringify(join(repositoryRoot, 'src/main.cjs'))});\n`,
    {
      mode: 0o755,
    },
  );
  symlinkSync('../lectern/main.cjs', join(bin, 'lectern'));
  return folder;
}

describe('SIGTERM to npm, which process managers send', () => {
  for (const args of [
    ['npm', 'start'],
    ['npm', 'run', 'many'],
    ['npm', 'exec', '--offline', '--', 'lectern', 'serve'],
    ['npx', '--offline', 'lectern', 'serve'],
  ] as const) {
    it(`stops the server and frees its ports: ${args.join(' ')}`, async () => {
      const [program, ...rest] = args;
      const [port, filesPort] = await freePorts();
      const npm = spawn(program, rest, {
        cwd: installed(),
        env: {
          PATH: process.env['PATH'],
          HOME: temporaryFolder(),
          LECTERN_PORT: String(port),
          LECTERN_FILES_PORT: String(filesPort),
          npm_config_update_notifier: 'false',
        },
        // Its own process group, so that the test can end all of it.
        detached: true,
      });
      after(() => {
        try {
          process.kill(-(npm.pid as number), 'SIGKILL');
        } catch {
          // The group has already ended.
        }
      });
      let output = '';
      for (const stream of [npm.stdout, npm.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      // `close` comes after the server itself has closed its output.
      const closed = once(npm, 'close');
      await waitUntil('the server', () => {
        assert.equal(npm.exitCode, null, output);
        return output.includes('"msg":"ready"');
      });
      npm.kill('SIGTERM');
      await closed;
      assert.match(output, /"signal":"SIGTERM","msg":"stopping"/);
      assert.match(output, /"msg":"stopped"/);
      for (const each of [port, filesPort]) assert.ok(await isFree(each), String(each));
    });
  }
});
