/** A process of the load generator: it is forked by crowd.ts, plays its contestants, and says what they met. */
import { takePart } from './contestant.ts';
import type { CrowdOrder, CrowdReport } from './crowd.ts';
import { createHttpClient, type HttpConnection } from './http-connection.ts';

const connectedAtOnce = 50;
/** Any address of 127.0.0.0/8 is the machine's own. */
const localAddress = `127.${(process.pid >> 16) & 255}.${(process.pid >> 8) & 255}.${process.pid & 255}`;
const client = createHttpClient(localAddress);

process.once('disconnect', () => process.exit()); // the benchmark has ended, or was killed

process.once('message', async ({ apiPort, greeting, contestants, kept, patienceMs }: CrowdOrder) => {
  const connections: Array<HttpConnection | undefined> = contestants.map(() => undefined);
  let next = 0;
  /** Each asks something once, so that the server sees a connection that is kept alive, not a silent one. */
  async function connectAll(): Promise<void> {
    while (next < kept) {
      const at = next;
      next += 1;
      const connection = await client.open(apiPort);
      const { status } = await connection.get(
        greeting,
        `Authorization: Bearer ${contestants[at]?.token}\r\n`,
      );
      if (status !== 200) throw new Error(`${greeting} is answered ${status}`);
      connections[at] = connection;
    }
  }
  await Promise.all(Array.from({ length: connectedAtOnce }, connectAll));
  process.once('message', async ({ startsAtMs }: { startsAtMs: number }) => {
    const before = process.cpuUsage();
    const startsInMs = startsAtMs - Date.now();
    const givenUp = setTimeout(client.close, startsInMs + patienceMs);
    const place = { apiPort, client, startsAtMs: performance.now() + startsInMs };
    const outcomes = await Promise.all(
      contestants.map((contestant, at) => takePart(contestant, place, connections[at])),
    );
    const { user, system } = process.cpuUsage(before);
    const report: CrowdReport = { outcomes, cpuMs: (user + system) / 1000 };
    process.send?.(report, undefined, undefined, () => process.disconnect?.());
    clearTimeout(givenUp);
    client.close();
  });
  process.send?.('ready');
});
