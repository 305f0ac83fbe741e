import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../support/find-program.ts';
import { freePorts, killAtExit, waitUntil } from '../support/server-process.ts';
import { runOnPostgres } from '../support/test-database.ts';

const settings = ['max_connections=300'];

/**
 * The data ends with the server, so it need not reach the disk. And statements are planned once, not anew for
 * each of their first five values, which takes longer than a test of them.
 */
const hastySettings = [
  ...['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  ...['plan_cache_mode=force_generic_plan', 'jit=off'],
];

export interface PostgresOptions {
  /** As an operator runs it: with PostgreSQL's own plans, and a commit that has reached the disk. */
  readonly asInProduction?: boolean;
}

export interface PostgresServer {
  /** `postgres://…` without a database. */
  readonly url: string;
  /** Ends it at once, and all connections to it. */
  stop(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  end(): Promise<void>;
}

/** Starts a PostgreSQL server on an empty folder and a free port. It refuses to run as root, so root lends it a user. */
export async function startPostgres({
  asInProduction = false,
}: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-postgres-'));
  const user = process.getuid?.() === 0 ? userOf('postgres') : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const as = { ...user, cwd: folder };
  const initdb = ['-D', data, '-U', 'lectern', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(programPath('initdb'), initdb, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  const [port] = await freePorts();
  const url = `postgres://lectern@127.0.0.1:${port}`;
  const parameters = [
    ...['-D', data, '-p', String(port), '-k', folder],
    ...[...settings, ...(asInProduction ? [] : hastySettings)].flatMap((each) => ['-c', each]),
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

  await start();
  return {
    url,
    start,
    stop,
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
