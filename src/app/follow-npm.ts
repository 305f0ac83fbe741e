import { basename } from 'node:path';

const everyMs = 250;

/**
 * Calls `stop` once when the shell has ended in which npm or npx runs this program. npm hands SIGTERM to that shell alone,
 * and most shells end without their child, which would run on and keep its ports. Nothing happens where npm did not start
 * this program itself, or where the shell gave its process to it: then npm's signals arrive.
 * @returns what ends the watch
 */
export function followNpm(environment: NodeJS.ProcessEnv, stop: () => void): () => void {
  // What npm has in the environment is handed down to all descendants of its command.
  const command = environment['npm_lifecycle_script'];
  if (!command?.includes(basename(process.argv[1] ?? ''))) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, everyMs).unref();
  return () => clearInterval(timer);
}
