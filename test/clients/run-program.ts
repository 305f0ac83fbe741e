import assert from 'node:assert/strict';
import type { Session, SessionResult } from '../contracts/client-library.ts';
import { run } from '../support/server-process.ts';

/** Makes the calls of a session in a program of another language, with paths whose parameters are filled in. */
export async function runProgram(
  program: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  session: Session,
): Promise<SessionResult> {
  const calls = session.calls.map(({ path, values = {}, query, ...call }) => ({
    ...call,
    ...(path === undefined
      ? {}
      : {
          path:
            fill(path, values) + (query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''),
        }),
  }));
  const { code, stdout, stderr } = await run(program, args, {
    env,
    stdin: JSON.stringify({ ...session, calls }),
  });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

const fill = (path: string, values: Readonly<Record<string, string>>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? 'x'));
