import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { revocationNames } from 'lectern-audit-log/issue-id';
import { openKeyFile } from '../../../src/core/keys/key-file.ts';
import { createFileServer } from '../../../src/core/redeem/server.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createFileDriver } from '../../../src/storage/file/driver.ts';
import { type FileServerUnderTest, pageOrigins } from '../../contracts/served-store.ts';
import { ampleLimits } from './start.ts';

/**
 * Lectern's own file server over a data folder, in this process. Without a database, it reads revocations where nginx
 * does.
 */
export async function startOwnFileServer(dataDir: string): Promise<FileServerUnderTest> {
  const { ring } = await openKeyFile({
    path: join(dataDir, 'signing-keys.json'),
    origin: 'own',
    clock: systemClock,
  });
  const logged: Array<string> = [];
  const write = (facts: object) => void logged.push(JSON.stringify(facts));
  const server = createFileServer({
    driver: createFileDriver(join(dataDir, 'files')),
    ring,
    isRevoked: (url) =>
      url.kind === 'download' &&
      revocationNames(url.issueId).some((subject) => existsSync(join(dataDir, 'revoked', subject))),
    clock: systemClock,
    ...pageOrigins,
    maxBytes: 4_000_000,
    publicUrl: 'http://127.0.0.1',
    limits: ampleLimits,
    log: { info: write, warn: write, error: write },
  });
  const { port } = await server.listen('127.0.0.1', 0);
  return {
    port,
    applyKeys: async () => {}, // the next request sees them
    logs: () => logged.join('\n'),
    stop: () => server.close(0),
  };
}
