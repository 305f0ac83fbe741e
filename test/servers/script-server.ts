import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortRange } from '../support/ports.ts';
import { repositoryRoot, run } from '../support/server-process.ts';

export interface ScriptServer {
  /** Its folder, with files of the script for clients. */
  readonly folder: string;
  readonly port: number;
  /** Runs another command of the script. */
  run(command: string, settings: Readonly<Record<string, string>>): Promise<void>;
  /** Stops it, and removes the folder. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts real servers with a script next to this file. It gets `DIR`, `PORT` and the given environment, returns when
 * the servers answer, and its command `stop` ends them. They end with this process at the latest, however it ends.
 */
export async function startScript(
  script: string,
  portCount: number,
  settings: Readonly<Record<string, string>>,
): Promise<ScriptServer> {
  const path = join(repositoryRoot, 'test/servers', script);
  const folder = await mkdtemp(join(tmpdir(), 'lectern-server-'));
  const port = await freePortRange(portCount);
  const env = {
    PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
    DIR: folder,
    PORT: String(port),
    ...settings,
  };
  // The servers fork into the background, so another process has to end them when this one is killed.
  const watch = `tail --pid=${process.pid} -f /dev/null; bash '${path}' stop`;
  const watcher = spawn('bash', ['-c', watch], { env, detached: true, stdio: 'ignore' });
  watcher.unref();
  const runCommand = async (command: string, changes: Readonly<Record<string, string>> = {}) => {
    const { code, stdout, stderr } = await run('bash', [path, command], { env: { ...env, ...changes } });
    if (code !== 0) throw new Error(`"${script} ${command}" failed: ${stdout}${stderr}`);
  };
  await runCommand('start');
  let stopped = false;
  return {
    folder,
    port,
    run: runCommand,
    async stop() {
      if (stopped) return;
      stopped = true;
      await run('bash', [path, 'stop'], { env });
      process.kill(-(watcher.pid as number), 'SIGKILL');
    },
  };
}
