import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startFileServer } from '../core/redeem/start.ts';
import { openTestApp } from '../support/app.ts';
import { forwardedHeaders, getForwarded, proxies } from '../support/forwarded-headers.ts';
import { freePorts } from '../support/ports.ts';

const [port, filesPort] = await freePorts();
const {
  app,
  person,
  contest: newContest,
} = await openTestApp({
  ...{ LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) },
  LECTERN_TRUSTED_PROXIES: proxies.join(),
});
const [teacher, student] = [await person('teacher'), await person()];
const networks = JSON.stringify([{ network: '198.51.100.0/24' }]);
const contest = await newContest(teacher, { networks, participants: [student] });

let delivered = Promise.withResolvers<string | undefined>();
const files = await startFileServer(
  undefined,
  { trustedProxies: proxies },
  { onDelivery: ({ address }) => delivered.resolve(address) },
);
const target = await files.store(Buffer.from('%PDF'));

describe('X-Forwarded-For', () => {
  before(() => app.start());
  after(() => app.stop());

  for (const { values, client } of forwardedHeaders) {
    const shown = JSON.stringify(values).slice(0, 60);
    it(`${shown} names ${client} to the API and to the file server`, async () => {
      const url = `http://127.0.0.1:${port}/api/v1/contests/${contest.id}`;
      const reply = await getForwarded(url, values, { authorization: `Bearer ${student.token}` });
      assert.equal(JSON.parse(reply).yourPlace.address, client);
      delivered = Promise.withResolvers();
      await getForwarded(`http://127.0.0.1:${files.port}${target}`, values);
      assert.equal(await delivered.promise, client);
    });
  }
});
