import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';

export interface EventListeners extends AsyncDisposable {
  /** Resolves when each has received this many events since it was opened. @throws after 30 s */
  told(times: number): Promise<void>;
}

const patienceMs = 30_000;
const openedAtOnce = 50;

/** Opens a stream of events for each token, on a separate connection, and counts its events. */
export async function openListeners(
  address: { readonly port: number; readonly path: string },
  tokens: ReadonlyArray<string>,
): Promise<EventListeners> {
  const requests: Array<ClientRequest> = [];
  const counts: Array<number> = [];
  let onEvent = () => {};

  async function open(token: string): Promise<void> {
    const request = get({ ...address, agent: false, headers: { authorization: `Bearer ${token}` } });
    const at = requests.push(request) - 1;
    counts[at] = 0;
    const [reply] = (await once(request, 'response')) as [IncomingMessage];
    if (reply.statusCode !== 200) throw new Error(`${address.path} answers ${reply.statusCode}`);
    reply.setEncoding('utf8').on('error', () => {}); // it is closed at the end
    await once(reply, 'data');
    reply.on('data', (text: string) => {
      counts[at] = (counts[at] ?? 0) + text.split('event: changed').length - 1;
      onEvent();
    });
  }

  for (let at = 0; at < tokens.length; at += openedAtOnce) {
    await Promise.all(tokens.slice(at, at + openedAtOnce).map(open));
  }
  return {
    told(times) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const late = setTimeout(() => reject(new Error('Not every stream received the event.')), patienceMs);
      onEvent = () => {
        if (counts.every((count) => count >= times)) resolve();
      };
      onEvent();
      return promise.finally(() => clearTimeout(late));
    },
    async [Symbol.asyncDispose]() {
      for (const request of requests) request.destroy();
    },
  };
}
