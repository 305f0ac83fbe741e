import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../support/find-program.ts';
import { freePorts } from '../support/ports.ts';
import { childrenOf, killAtExit, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runOnPostgres } from '../support/test-database.ts';

const settings = ['max_connections=300'];

/**
 * The data is temporary, so it need not reach the disk. Statements are planned once, because planning each of the first
 * five executions takes longer than a test of them.
 */
const hastySettings = [
  ...['fsync=off', 'full_page_writes=off'],
  ...['plan_cache_mode=force_generic_plan', 'jit=off'],
];
/** Commits may be lost with the process. */
const unlessCrashing = ['synchronous_commit=off'];

export interface PostgresOptions {
  /** Where its data is; default: where `temporaryFolder` has its folders. */
  readonly parent?: string | undefined;
  /** As an operator runs it: with PostgreSQL's own plans, and commits that have reached the disk. */
  readonly asInProduction?: boolean;
  /** Whether commits must survive `kill`. */
  readonly mayCrash?: boolean;
  /** Its certificate and key, in PEM; without them it has no TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Its pg_hba.conf; default: everyone is trusted. */
  readonly hba?: string;
}

export interface PostgresServer {
  /** `postgres://…` without a database. */
  readonly url: string;
  /** Stops it immediately, and ends all connections to it. */
  stop(): Promise<void>;
  /** Kills all of its processes with SIGKILL. */
  kill(): Promise<void>;
  /** On the same data and port. */
  start(): Promise<void>;
  /** Stops all of its processes where they are (SIGSTOP): connections stay, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** Stops it and removes its data. */
  end(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on an empty folder and a free port. It refuses to run as root, so root uses another user.
 */
export async function startPostgres({
  parent,
  asInProduction = false,
  mayCrash = false,
  tls,
  hba,
}: PostgresOptions = {}): Promise<PostgresServer> {
  const hasty = [...hastySettings, ...(mayCrash ? [] : unlessCrashing)];
  const folder = temporaryFolder(parent);
  const user = process.getuid?.() === 0 ? userOf('postgres') : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const as = { ...user, cwd: folder };
  const initdb = ['-D', data, '-U', 'lectern', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(programPath('initdb'), initdb, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  /** A file that only the server may read. */
  function own(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    if (user) chownSync(path, user.uid, user.gid);
    return path;
  }
  const extra = [
    ...(tls
      ? ['ssl=on', `ssl_cert_file=${own('cert', tls.cert)}`, `ssl_key_file=${own('key', tls.key)}`]
      : []),
    ...(hba ? [`hba_file=${own('hba', hba)}`] : []),
  ];
  const [port] = await freePorts();
  const url = `postgres://lectern@127.0.0.1:${port}`;
  const parameters = [
    ...['-D', data, '-p', String(port), '-k', folder],
    ...[...settings, ...extra, ...(asInProduction ? [] : hasty)].flatMap((each) => ['-c', each]),
  ];

  let child: ReturnType<typeof spawn>;
  async function start(): Promise<void> {
    let complaints = '';
    child = spawn(programPath('postgres'), parameters, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    killAtExit(child);
    await waitUntil('PostgreSQL to answer', () => {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended: ${complaints}`);
      return runOnPostgres(`${url}/postgres`, 'select 1').then(
        () => true,
        () => false,
      );
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGINT'); // "fast shutdown"
    await ended;
  }

  /** Signals all existing processes; the first one starts the others. */
  function signalAll(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): ReadonlyArray<number> {
    const [first, ...others] = [child.pid as number, ...childrenOf(child)];
    for (const id of name === 'SIGSTOP' ? [first, ...others] : [...others, first]) signalIfThere(id, name);
    return [first, ...others];
  }

  await start();
  return {
    url,
    start,
    stop,
    async kill() {
      const ended = once(child, 'exit');
      const killed = signalAll('SIGKILL');
      await ended;
      // They share memory, which must be free before the next start.
      await waitUntil('the processes of PostgreSQL to end', () => !killed.some(isRunning));
    },
    freeze: () => void signalAll('SIGSTOP'),
    thaw: () => void signalAll('SIGCONT'),
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function signalIfThere(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function programPath(name: string): string {
  const path = findProgram([name]);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

function userOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Whether a process runs; its entry alone stays where nothing collects it: proc_pid_stat(5). */
function isRunning(id: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
