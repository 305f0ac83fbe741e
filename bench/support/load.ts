import autocannon from 'autocannon';
import type { Reader } from './world.ts';

/** Of one measurement. */
export const seconds = 3;
export const connections = 100;

/** A list for each connection, which goes through it again and again; they share the lists when there are fewer. */
export type RequestLists = ReadonlyArray<ReadonlyArray<autocannon.Request>>;

/** Every reader's request once, dealt to the connections. */
export function requestsOf(
  readers: ReadonlyArray<Reader>,
  method: 'GET' | 'POST',
  below: '' | '/description-url',
): RequestLists {
  const lists = Array.from({ length: connections }, () => [] as Array<autocannon.Request>);
  readers.forEach(({ token, taskId }, at) => {
    const headers = { authorization: `Bearer ${token}` };
    lists[at % connections]?.push({ method, path: `/api/v1/tasks/${taskId}${below}`, headers });
  });
  return lists;
}

/** Each connection asks as soon as it has its reply. Throws when one is no success. */
export async function requestsPerSecond(
  url: string,
  requests: RequestLists,
  load = { connections, seconds },
): Promise<number> {
  let next = 0;
  const result = await autocannon({
    url,
    connections: load.connections,
    duration: load.seconds,
    setupClient(client) {
      client.setRequests(requests[next % requests.length] as Array<autocannon.Request>);
      next += 1;
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}
