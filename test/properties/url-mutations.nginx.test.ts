import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { startNginxVerifier } from '../servers/nginx-verifier.ts';
import {
  exampleDownload,
  exampleRing,
  exampleSigner,
  inTimeMs,
  issue,
  targetOf,
} from '../signing/example.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import {
  corpusExpiresAtSeconds,
  corpusInTimeMs,
  corpusRing,
  signedCorpus,
} from '../support/signed-corpus.ts';
import { sized } from '../support/test-size.ts';
import { isSigned, mutatedRequest, urlCorpus } from '../support/url-mutations.ts';

const mutated = mutatedRequest(signedCorpus);
const batch = 2000;
/** Only GET, because this verifier checks no methods; refusals of methods are tested elsewhere. */
const known = urlCorpus.inputs.filter(({ method }) => method === 'GET');
const lateMs = corpusExpiresAtSeconds * 1000;

/** The value of `$binary_remote_addr`. */
const bytesOf = (hex: string) => Buffer.from(hex, 'hex');

describe(`signed URLs, in nginx’s own JavaScript engine, by ${byRunSeed}`, () => {
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
    it(`for ${client} are ${verdict} from ${from || 'no address'}`, async () => {
      const request = { ...exampleDownload, client, correlation: issue('issue_1') };
      const target = targetOf(exampleSigner.signDownload(request));
      assert.deepEqual(await verifier.verify([target], exampleRing, inTimeMs, bytesOf(from)), [verdict]);
    });
  }

  for (const [what, nowMs, ifSigned] of [
    ['open nothing', corpusInTimeMs, 'accepted'],
    ['are not `url-expired`', lateMs, 'url-expired'],
  ] as const) {
    it(`that are mutated ${what} unless they are a signed request, byte for byte`, async (test) => {
      let unchanged = 0;
      const batches = sized(5, 500);
      for (let at = 0; at < batches; at += 1) {
        const random = fc.sample(mutated, { numRuns: batch, seed: runSeed + at });
        const targets = [...random, ...(at === 0 ? known : [])].map(({ target }) => target);
        const verdicts = await verifier.verify(targets, corpusRing, nowMs);
        assert.equal(verdicts.length, targets.length);
        const wrong = targets.filter((target, each) => {
          const isUnchanged = isSigned(signedCorpus, { method: 'GET', target });
          if (isUnchanged) unchanged += 1;
          return verdicts[each] !== (isUnchanged ? ifSigned : 'url-invalid');
        });
        assert.deepEqual(wrong, []);
      }
      test.diagnostic(`${batches * batch} tried, ${unchanged} of them unchanged`);
    });
  }
});
