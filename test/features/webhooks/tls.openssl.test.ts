import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { send } from '../../../src/features/webhooks/send.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const trusted = getCACertificates();
const folder = temporaryFolder();
const rules = { networks: ['127.0.0.0/8', '::1/128'], ownHosts: [] };
/** Requests that a receiver has read. */
let requests = 0;
const servers: Array<Server> = [];

function newCertificate(name: string, subject: string) {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  const names = ['-subj', '/CN=receiver', '-addext', `subjectAltName=${subject}`];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...names, ...files], { cwd: folder, stdio: 'ignore' });
  const [key = '', cert = ''] = ['key', 'pem'].map((end) =>
    readFileSync(join(folder, `${name}.${end}`), 'utf8'),
  );
  return { key, cert };
}

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const withTls = (certificate: { readonly key: string; readonly cert: string }) =>
  createHttpsServer(certificate, (_request, response) => {
    requests += 1;
    response.writeHead(204).end();
  });
const withoutTls = (onConnection: (socket: Socket) => void) =>
  createTcpServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });

describe('a receiver with https', () => {
  let known: { readonly key: string; readonly cert: string };
  let unknown: typeof known;

  before(() => {
    known = newCertificate('known', 'IP:127.0.0.1');
    unknown = newCertificate('unknown', 'IP:127.0.0.1');
    setDefaultCACertificates([...trusted, known.cert]);
  });
  after(() => {
    setDefaultCACertificates(trusted);
    for (const server of servers) server.close();
  });

  const cases: ReadonlyArray<
    readonly [what: string, start: () => Server, host: string, failure: RegExp | undefined]
  > = [
    ['whose certificate is trusted gets requests', () => withTls(known), '127.0.0.1', undefined],
    ['with an unknown certificate gets none', () => withTls(unknown), '127.0.0.1', /self-signed certificate/],
    ['with the certificate of another name gets none', () => withTls(known), 'localhost', /altnames/],
    [
      'that answers in plain text gets none',
      () => withoutTls((socket) => void socket.end('HTTP/1.1 204 No Content\r\n\r\n')),
      '127.0.0.1',
      /SSL|EPROTO|packet length|wrong version/i,
    ],
    [
      'that hangs up during the handshake gets none',
      () => withoutTls((socket) => void socket.destroy()),
      '127.0.0.1',
      /disconnected|ECONNRESET|socket hang up/,
    ],
    [
      'that never ends the handshake is given up after five seconds',
      () => withoutTls((socket) => void socket.resume()),
      '127.0.0.1',
      /5000 ms/,
    ],
  ];
  for (const [what, start, host, failure] of cases) {
    it(what, async () => {
      requests = 0;
      const port = await listen(start());
      const outcome = await send(`https://${host}:${port}/hook`, { headers: {}, body: '{}' }, rules);
      assert.equal(outcome.status, failure === undefined ? 204 : null);
      assert.equal(requests, failure === undefined ? 1 : 0);
      assert.match(outcome.failure ?? 'none', failure ?? /^none$/);
    });
  }
});
