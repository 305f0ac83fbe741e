import { basename } from 'node:path';

const everyMs = 250;

/**
 * Calls `stop` once when the shell in which npm or npx runs this program has ended. npm sends SIGTERM only to that shell, and most shells
 * exit without ending their child, which would keep its ports. Does nothing if npm did not start this program itself, or if the shell
 * replaced itself with it: npm's signals arrive then.
 * @returns a function that stops watching
 */
export function followNpm(environment: NodeJS.ProcessEnv, stop: () => void): () => void {
  // All descendants of npm's command inherit its environment.
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
