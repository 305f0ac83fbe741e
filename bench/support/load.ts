import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { findProgram } from '../../test/support/find-program.ts';
import { run } from '../../test/support/server-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';

export interface Load {
  /** Each sends the next request when it has its reply. */
  readonly connections: number;
  readonly seconds: number;
}

export interface Request {
  /** Default: GET. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** wrk costs a tenth of a JavaScript client, so it can saturate a server faster than such a client. */
const wrk = findProgram(['wrk']);

/**
 * Successful requests per second, sent in turn repeatedly, with wrk if installed, otherwise with autocannon. Throws when a reply is not a
 * success.
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
  // Clients prepare all their requests, which would take longer than the measurement if each had all of them.
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

/** Lua limits the constants of a function, so each request has a separate one. */
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

/** JSON's escapes equal Lua's for the characters of URLs and headers. */
const luaString = (text: string) => JSON.stringify(text);
