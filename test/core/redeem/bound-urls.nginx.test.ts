import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startNginxVerifier } from '../../servers/nginx-verifier.ts';
import {
  exampleDownload,
  exampleRing,
  exampleSigner,
  inTimeMs,
  issue,
  targetOf,
} from '../../signing/example.ts';

/** The value of `$binary_remote_addr`. */
const bytesOf = (hex: string) => Buffer.from(hex, 'hex');

describe('a URL for one client, in nginx’s own JavaScript engine', () => {
  let verifier: Awaited<ReturnType<typeof startNginxVerifier>>;
  before(async () => {
    verifier = await startNginxVerifier();
  });
  after(() => verifier.stop());

  for (const [client, from, verdict] of [
    ['192.0.2.7', 'c0000207', 'accepted'],
    ['192.0.2.7', '00000000000000000000ffffc0000207', 'accepted'],
    ['192.0.2.7', 'c0000208', 'url-wrong-place'],
    ['192.0.2.7', '20010db8000000000000000000000001', 'url-wrong-place'],
    ['2001:db8:1:2::7', '20010db8000100020000000000000099', 'accepted'],
    ['2001:db8:1:2::7', '20010db8000100030000000000000007', 'url-wrong-place'],
    ['2001:db8:1:2::7', 'c0000207', 'url-wrong-place'],
    // Another address family, over a Unix socket.
    ['192.0.2.7', '', 'url-wrong-place'],
  ] as const) {
    it(`for ${client} is ${verdict} from ${from || 'no address'}`, async () => {
      const request = { ...exampleDownload, client, correlation: issue('issue_1') };
      const target = targetOf(exampleSigner.signDownload(request));
      assert.deepEqual(await verifier.verify([target], exampleRing, inTimeMs, bytesOf(from)), [verdict]);
    });
  }
});
