import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startNginx } from '../servers/nginx.ts';
import { forwardedHeaders, getForwarded, proxies } from '../support/forwarded-headers.ts';

const nginx = await startNginx({
  template: join(import.meta.dirname, '../servers/nginx-realip.conf'),
  edits: (port) => [
    ['8080', String(port)],
    ['# set_real_ip_from', proxies.map((each) => `set_real_ip_from ${each};`).join(' ')],
  ],
});
after(() => nginx.stop());

describe('the realip module of nginx', () => {
  for (const { values, client, inNginx: [other, why] = [client, ''] } of forwardedHeaders) {
    const shown = JSON.stringify(values).slice(0, 60);
    it(`finds ${other} in ${shown}${why && `, because ${why}`}`, async () =>
      assert.equal(await getForwarded(`http://127.0.0.1:${nginx.ports[0]}/`, values), other));
  }
});
