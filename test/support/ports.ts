import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Options of a server that a test starts: it closes no idle connection, on which a client may be about to ask again. */
export const patientServer = { keepAliveTimeout: 10 * 60_000 };

/** One file for each port that a test process has, with the id of that process. */
const claims = join(tmpdir().replace(/\/lectern-run-[\d-]+$/, ''), 'lectern-test-ports');
const own: Array<string> = [];
process.once('exit', () => {
  for (const claim of own) rmSync(claim, { force: true });
});

/**
 * The first of some consecutive ports only for this process. A server keeps its addresses when it starts again, so port
 * 0 cannot be used. No other suite takes the ports, because each claims its own; outgoing connections do not, because
 * the kernel chooses higher ports for them; and no other program listens on them. They are above 10080, the last port
 * that `fetch` and browsers refuse (the "bad ports" of the Fetch standard).
 */
export async function freePortRange(count: number): Promise<number> {
  const first = 11_000 + 2 * Math.floor(Math.random() * (9_500 - count / 2));
  const ports = Array.from({ length: count }, (_, at) => first + at);
  for (const port of ports) if (!claim(port) || !(await isFree(port))) return freePortRange(count);
  return first;
}

/** Two of them. */
export async function freePorts(): Promise<[number, number]> {
  const first = await freePortRange(2);
  return [first, first + 1];
}

/** Whether no program on this machine listens on a port. */
export async function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  return promise;
}

/** Takes a port that no running process has claimed: a killed one leaves its claims behind. */
function claim(port: number): boolean {
  mkdirSync(claims, { recursive: true });
  const file = join(claims, String(port));
  try {
    if (existsSync(file)) {
      if (isRunning(Number(readFileSync(file, 'utf8')))) return false;
      rmSync(file, { force: true });
    }
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    return false; // another process was faster
  }
  own.push(file);
  return true;
}

/** True also for the moment in which a claim has no id yet. */
export function isRunning(pid: number): boolean {
  try {
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
