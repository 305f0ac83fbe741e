import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { type CommandResult, killAtExit, run } from './server-process.ts';

/** By its path, because the environment of a command has another path. */
const program = (name: string) => findProgram([name]) ?? name;

type Environment = Readonly<Record<string, string>>;

/** A private root file system, in a mount namespace (mount_namespaces(7)) that `end` removes. */
export interface OwnRoot {
  /** Runs a command to its end, as root. */
  run(command: ReadonlyArray<string>, environment?: Environment): Promise<CommandResult>;
  /** Starts a command as a user of that root, `name` or `uid:gid`; signals reach the command itself. */
  start(user: string, command: ReadonlyArray<string>, environment: Environment): ChildProcess;
  end(): Promise<void>;
}

/** The folders of programs in a root. */
const path = { PATH: '/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin' };

/**
 * A view of this machine whose changes are only in memory.
 * @param shared a folder that is mounted as `/mnt`
 */
export function openCopyOfMachine(shared: string): Promise<OwnRoot> {
  return openOwnRoot(`
    mkdir upper work
    mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
    mount --bind '${shared}' root/mnt`);
}

/**
 * The read-only files of a container.
 * @param volume a writable folder that is mounted as `target`
 */
export function openReadOnlyRoot(files: string, volume: string, target: string): Promise<OwnRoot> {
  return openOwnRoot(`
    mount --bind '${files}' root
    mount -o remount,bind,ro root
    mount --bind '${volume}' 'root${target}'`);
}

async function openOwnRoot(mounts: string): Promise<OwnRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-root-'));
  const script = `
    mount -t tmpfs none '${folder}'
    cd '${folder}'
    mkdir root
    ${mounts}
    mount --rbind /proc root/proc
    mount --rbind /dev root/dev
    echo ready
    exec cat`;
  // It exists as long as this process holds it, which ends when its input does.
  const holder = spawn('unshare', ['--mount', 'sh', '-euc', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  killAtExit(holder);
  await Promise.race([
    once(holder.stdout, 'data'),
    once(holder, 'exit').then(() => Promise.reject(new Error('the root cannot be mounted'))),
  ]);
  const enter = [`--mount=/proc/${holder.pid}/ns/mnt`, program('chroot')];
  const root = join(folder, 'root');
  return {
    run: (command, environment = {}) =>
      run(program('nsenter'), [...enter, root, ...command], { env: { ...path, ...environment }, cwd: '/' }),
    start(user, command, environment) {
      const child = spawn(program('nsenter'), [...enter, `--userspec=${user}`, root, ...command], {
        env: { ...path, ...environment },
        cwd: '/',
      });
      killAtExit(child);
      return child;
    },
    async end() {
      const closed = once(holder, 'close');
      holder.stdin.end();
      await closed;
      await rmdir(folder);
    },
  };
}
