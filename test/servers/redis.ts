import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findProgram, redisNames } from '../support/find-program.ts';
import { freePorts } from '../support/ports.ts';
import { killAtExit, waitUntil } from '../support/server-process.ts';

export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  /** Stops it immediately, and ends all connections to it; its data is lost. */
  stop(): Promise<void>;
  /** Keeps it from answering, with its connections left open. */
  hang(): void;
  goOn(): void;
}

/** Starts a Valkey or Redis server that stores nothing on disk. */
export async function startRedis(): Promise<RedisServer> {
  const [port] = await freePorts();
  let child: ChildProcess;

  async function start(): Promise<void> {
    const program = findProgram(redisNames);
    if (program === undefined) throw new Error(`${redisNames.join(' or ')} is not installed`);
    const parameters = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    child = spawn(program, parameters, { cwd: '/', stdio: 'ignore' });
    killAtExit(child);
    await waitUntil('Redis to answer', () => {
      if (child.exitCode !== null) throw new Error('Redis ended');
      return isAnswering(port);
    });
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
}

/** Uses the protocol itself: `PING` is answered with `+PONG`. */
async function isAnswering(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    return String(answer).startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
