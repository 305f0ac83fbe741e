import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Runs the source text of a module in a new Node process. */
export function scriptProcess(source: string) {
  /** What it wrote to standard output; rejects when it fails. */
  const { promise: ended, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile(
    process.execPath,
    ['--input-type=module', '-e', source],
    { cwd: new URL('../../', import.meta.url) },
    (error, stdout) => (error ? reject(error) : resolve(stdout)),
  );
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const firstLine = once(lines, 'line').then(([line]) => String(line));
  return { firstLine, ended };
}
