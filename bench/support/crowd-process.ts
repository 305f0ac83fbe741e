/** A process of the load generator: forked by crowd.ts, it plays its contestants and reports the outcomes. */
import { takePart } from './contestant.ts';
import type { CrowdOrder, CrowdReport } from './crowd.ts';
import { createHttpClient, type HttpConnection } from './http-connection.ts';

const connectedAtOnce = 50;
/** Every address in 127.0.0.0/8 is this machine. */
const localAddress = `127.${(process.pid >> 16) & 255}.${(process.pid >> 8) & 255}.${process.pid & 255}`;
const client = createHttpClient(localAddress);

process.once('disconnect', () => process.exit()); // the benchmark has ended, or was killed

process.once('message', async ({ apiPort, greeting, contestants, kept, patienceMs }: CrowdOrder) => {
  const connections: Array<HttpConnection | undefined> = contestants.map(() => undefined);
  let next = 0;
  /** Each sends one request, so that the server sees an active keep-alive connection. */
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
