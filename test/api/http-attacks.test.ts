import type { AddressInfo } from 'node:net';
import { before, describe } from 'node:test';
import { type AttackedListener, httpAttackContract } from '../contracts/http-attack-contract.ts';
import { openTestApp } from '../support/app.ts';

const { app, logged } = await openTestApp();

describe('the API and hostile HTTP', () => {
  let listener: AttackedListener;
  before(async () => {
    await app.api.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.api.server.address() as AddressInfo;
    listener = { port, target: '/healthz', logs: () => logged.join('') };
  });

  httpAttackContract('the API', () => listener);
});
