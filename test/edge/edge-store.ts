import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openServedStore, pageOrigins } from '../contracts/served-store.ts';
import { startOwnFileServer } from '../core/redeem/start-own.ts';
import type { EdgeServer, StartEdgeServer } from '../servers/edge-runtimes.ts';

/** Answers as `GET /api/v1/revocations` does, with the names in a folder. */
async function startFeed(folder: string) {
  const state = { isDown: false };
  const server = createServer(({ headers }, response) => {
    const isKnown = headers.authorization === 'Bearer edge-key';
    response.statusCode = state.isDown ? 503 : isKnown ? 200 : 401;
    const names = readdirSync(folder);
    response.end(JSON.stringify({ cursor: 'c.1', isWhole: true, hasMore: false, names }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, state, stop: () => server.close() };
}

/** As LECTERN_SIGNING_KEYS has them. */
export const keysIn = (dataDir: string): string =>
  JSON.parse(readFileSync(join(dataDir, 'signing-keys.json'), 'utf8'))
    .keys.map(({ id, secret }: { id: string; secret: string }) => `${id}:${secret}`)
    .join(',');

/** A store behind an edge, with the logs of both and a switch for the feed. */
export async function openEdgeStore(start: StartEdgeServer) {
  let feed: Awaited<ReturnType<typeof startFeed>> | undefined;
  let edge: EdgeServer | undefined;
  const store = await openServedStore(async (dataDir) => {
    const origin = await startOwnFileServer(dataDir);
    feed = await startFeed(join(dataDir, 'revoked'));
    edge = await start({
      LECTERN_SIGNING_KEYS: keysIn(dataDir),
      LECTERN_PUBLIC_URL: pageOrigins.appUrl,
      LECTERN_EMBED_ORIGINS: pageOrigins.embedOrigins.join(', '),
      API_URL: `http://127.0.0.1:${feed.port}`,
      LECTERN_API_KEY: 'edge-key',
      REVOCATIONS_MAX_AGE_SECONDS: '1',
      ORIGIN_URL: `http://127.0.0.1:${origin.port}`,
    });
    const stop = async () => {
      await edge?.stop();
      await origin.stop();
      feed?.stop();
    };
    return { port: edge.port, applyKeys: async () => {}, logs: origin.logs, stop };
  });
  return { ...store, feed: feed?.state ?? assert.fail(), edgeLogs: () => edge?.logs?.() ?? '' };
}
