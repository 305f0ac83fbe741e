import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../test/support/find-program.ts';
import { run } from '../../test/support/server-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { requestsPerSecond } from './load.ts';

export interface Load {
  /** Each asks as soon as it has its reply. */
  readonly connections: number;
  readonly seconds: number;
}

export interface Get {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** wrk costs a tenth of a client in JavaScript, so it can fill a server that is faster than one. */
const wrk = findProgram(['wrk']);

/**
 * GETs of a server per second, by wrk where it is installed and else by autocannon; they are sent in turn, again
 * and again. Throws when a reply is no success.
 */
export async function getsPerSecond(url: string, gets: ReadonlyArray<Get>, load: Load): Promise<number> {
  if (wrk === undefined) {
    const requests = gets.map(({ path, headers = {} }) => ({ method: 'GET' as const, path, headers }));
    return requestsPerSecond(url, [requests], load);
  }
  const script = join(temporaryFolder(), 'gets.lua');
  writeFileSync(script, scriptFor(gets));
  const options = ['-t', '1', '-c', String(load.connections), '-d', String(load.seconds), '-s', script];
  const { code, stdout, stderr } = await run(wrk, [...options, url]);
  const [, perSecond] = /^Requests\/sec:\s+([\d.]+)$/m.exec(stdout) ?? [];
  if (code !== 0 || perSecond === undefined || /^\s*(?:Non-2xx|Socket errors)/m.test(stdout)) {
    throw new Error(`wrk and ${url}: ${stdout}${stderr}`);
  }
  return Number(perSecond);
}

function scriptFor(gets: ReadonlyArray<Get>): string {
  const lines = gets.map(({ path, headers = {} }) => {
    const fields = Object.entries(headers).map(
      ([name, value]) => `[${luaString(name)}] = ${luaString(value)}`,
    );
    return `    wrk.format('GET', ${luaString(path)}, { ${fields.join(', ')} }),`;
  });
  return `
local requests, at = nil, 0
function init()
  requests = {
${lines.join('\n')}
  }
end
function request()
  at = at % #requests + 1
  return requests[at]
end
`;
}

/** JSON's escapes are Lua's, as far as URLs and headers need any. */
const luaString = (text: string) => JSON.stringify(text);
