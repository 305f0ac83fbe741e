/** A process of the load generator: it is forked by crowd.ts, plays its contestants, and says what they met. */
import { takePart } from './contestant.ts';
import type { CrowdOrder, CrowdReport } from './crowd.ts';
import { type HttpConnection, openHttp } from './http-connection.ts';

const connectedAtOnce = 50;

process.once('message', async ({ apiPort, greeting, contestants, kept, patienceMs }: CrowdOrder) => {
  const connections: Array<HttpConnection | undefined> = contestants.map(() => undefined);
  let next = 0;
  /** Each asks something once, so that the server sees a connection that is kept alive, not a silent one. */
  async function connectAll(): Promise<void> {
    while (next < kept) {
      const at = next;
      next += 1;
      const connection = await openHttp(apiPort);
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
    const place = { apiPort, patienceMs, startsAtMs: performance.now() + startsAtMs - Date.now() };
    const outcomes = await Promise.all(
      contestants.map((contestant, at) => takePart(contestant, place, connections[at])),
    );
    const { user, system } = process.cpuUsage(before);
    const report: CrowdReport = { outcomes, cpuMs: (user + system) / 1000 };
    process.send?.(report, undefined, undefined, () => process.disconnect?.());
    for (const connection of connections) connection?.close();
  });
  process.send?.('ready');
});
