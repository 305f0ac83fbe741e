import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { findProgram } from '../../test/support/find-program.ts';
import { run } from '../../test/support/server-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';

export interface Load {
  /** Each asks as soon as it has its reply. */
  readonly connections: number;
  readonly seconds: number;
}

export interface Request {
  /** Default: GET. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** wrk costs a tenth of a client in JavaScript, so it can fill a server that is faster than one. */
const wrk = findProgram(['wrk']);

/**
 * Requests that a server answers per second, by wrk where it is installed and else by autocannon; they are sent in
 * turn, again and again. Throws when a reply is no success.
 */
export async function answersPerSecond(
  url: string,
  requests: ReadonlyArray<Request>,
  load: Load,
): Promise<number> {
  return wrk === undefined ? byAutocannon(url, requests, load) : byWrk(wrk, url, requests, load);
}

async function byAutocannon(url: string, requests: ReadonlyArray<Request>, load: Load): Promise<number> {
  const { connections, seconds } = load;
  // A client prepares each of its requests, which takes longer than the measurement if every one has all of them.
  const isShared = requests.length >= connections;
  let clients = 0;
  const result = await autocannon({
    ...{ url, connections, duration: seconds, requests: isShared ? [{ path: '/' }] : [...requests] },
    setupClient(client) {
      const number = clients++ % connections;
      if (isShared) client.setRequests(requests.filter((_, at) => at % connections === number));
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}

async function byWrk(program: string, url: string, requests: ReadonlyArray<Request>, load: Load) {
  const script = join(temporaryFolder(), 'requests.lua');
  writeFileSync(script, scriptFor(requests));
  const options = ['-t', '1', '-c', String(load.connections), '-d', String(load.seconds), '-s', script];
  const { code, stdout, stderr } = await run(program, [...options, url]);
  const [, perSecond] = /^Requests\/sec:\s+([\d.]+)$/m.exec(stdout) ?? [];
  if (code !== 0 || perSecond === undefined || /^\s*(?:Non-2xx|Socket errors)/m.test(stdout)) {
    throw new Error(`wrk and ${url}: ${stdout}${stderr}`);
  }
  return Number(perSecond);
}

/** Lua allows a function only so many constants, so each request is added by one of its own. */
function scriptFor(requests: ReadonlyArray<Request>): string {
  const lines = requests.map(({ method = 'GET', path, headers = {} }) => {
    const fields = Object.entries(headers).map(
      ([name, value]) => `[${luaString(name)}] = ${luaString(value)}`,
    );
    return `add(function() return wrk.format(${luaString(method)}, ${luaString(path)}, { ${fields.join(', ')} }) end)`;
  });
  return `
local formats, requests, at = {}, {}, 0
local function add(format) formats[#formats + 1] = format end
${lines.join('\n')}
function init()
  for number, format in ipairs(formats) do requests[number] = format() end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
`;
}

/** JSON's escapes are Lua's, as far as URLs and headers need any. */
const luaString = (text: string) => JSON.stringify(text);
