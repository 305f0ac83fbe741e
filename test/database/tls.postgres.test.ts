import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '../../src/database/open-database.ts';
import { migrations } from '../../src/features/migrations.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runOnPostgres } from '../support/test-database.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const openssl = (command: string) =>
  execFileSync('openssl', command.split(' '), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';

let server: PostgresServer;
let port: string;

before(async () => {
  openssl(`req -x509 -days 2 ${newKey} -subj /CN=CA -keyout ca.key -out ca.crt`);
  openssl(`req ${newKey} -subj /CN=localhost -keyout server.key -out server.csr`);
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost');
  openssl('x509 -req -in server.csr -CA ca.crt -CAkey ca.key -days 2 -extfile names -out server.crt');
  server = await startPostgres({
    tls: { cert: readFileSync(at('server.crt'), 'utf8'), key: readFileSync(at('server.key'), 'utf8') },
    hba: 'host all lectern 127.0.0.1/32 trust\nhostssl all guest all scram-sha-256\n',
  });
  ({ port } = new URL(server.url));
  await runOnPostgres(`${server.url}/postgres`, `create role guest login password 'right'`);
  await runOnPostgres(`${server.url}/postgres`, 'create database guests owner guest');
});
after(() => server.end());

async function open(query: string, { host = 'localhost', user = 'guest:right' } = {}): Promise<string> {
  const databaseUrl = `postgres://${user}@${host}:${port}/guests${query}`;
  const { database } = await openDatabase({ databaseUrl, databaseConnections: 2 }, '', migrations);
  try {
    const { rows } = await database.kysely.executeQuery<{ version: string }>({
      sql: 'select version from pg_stat_ssl where pid = pg_backend_pid()',
      parameters: [],
    } as never);
    return rows[0]?.version ?? 'none';
  } finally {
    await database.close();
  }
}

describe('a PostgreSQL with TLS', () => {
  const ca = `sslrootcert=${at('ca.crt')}`;

  it('is used when its CA is configured and its certificate is for the host', async () => {
    assert.match(await open(`?sslmode=verify-full&${ca}`), /^TLSv1\.[23]$/);
  });

  it('is refused when its certificate is for another host', async () => {
    await assert.rejects(open(`?sslmode=verify-full&${ca}`, { host: '127.0.0.1' }), {
      name: 'OperatorError',
      message: /that the certificate of the server contains\.$/,
    });
  });

  it('is refused when its CA is unknown', async () => {
    await assert.rejects(open('?sslmode=verify-full'), {
      name: 'OperatorError',
      message: /The CA of the server is unknown\. .*sslrootcert=/,
    });
  });

  it('refuses a wrong password and a client without TLS, and the error says what to correct', async () => {
    await assert.rejects(open(`?sslmode=verify-full&${ca}`, { user: 'guest:wrong' }), {
      name: 'OperatorError',
      message: /Correct the user or the password in DATABASE_URL\.$/,
    });
    await assert.rejects(open(''), {
      name: 'OperatorError',
      message: /with or without TLS .*\(pg_hba\.conf/,
    });
  });
});
