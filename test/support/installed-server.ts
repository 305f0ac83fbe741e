import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { OwnRoot } from './own-root.ts';
import { freePorts } from './ports.ts';
import { waitUntil } from './server-process.ts';

/** A server in its own root. */
export type InstalledServer = Awaited<ReturnType<typeof startInstalled>>;

/** Starts what an installation starts, and waits until it is ready. @param user `name` or `uid:gid` */
export async function startInstalled(
  root: OwnRoot,
  user: string,
  command: ReadonlyArray<string>,
  settings: Readonly<Record<string, string>> = {},
) {
  const [port, filesPort] = await freePorts();
  const environment = { ...settings, LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  const child = root.start(user, command, environment);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await waitUntil('the server', () => {
    assert.equal(child.exitCode, null, output);
    return output.includes('"msg":"ready"');
  });
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    /** The environment of the server, for commands. */
    environment,
    /** Sends SIGTERM, and returns the exit code; a number other than 0, or null, when it did not stop correctly. */
    async stop(): Promise<number | null> {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}
