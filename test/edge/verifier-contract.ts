import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { EdgeKey } from 'lectern-signing/edge';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { repositoryRoot } from '../support/server-process.ts';
import {
  corpusExpiresAtSeconds,
  corpusInTimeMs,
  corpusRing,
  signedCorpus,
} from '../support/signed-corpus.ts';
import { sized } from '../support/test-size.ts';
import { isSigned, mutatedRequest, urlCorpus } from '../support/url-mutations.ts';

export type EdgeVerdict = 'accepted' | 'url-expired' | 'url-invalid' | 'url-wrong-place';

export interface EdgeQuestion {
  readonly targets: ReadonlyArray<string>;
  readonly keys: ReadonlyArray<EdgeKey>;
  readonly nowMs: number;
  readonly address: string;
}

/** A verifier of GETs in some runtime, many targets at a time. */
export interface EdgeVerifier {
  verify(question: EdgeQuestion): Promise<ReadonlyArray<string>>;
  stop(): unknown;
}

interface Vector {
  readonly name: string;
  readonly target: string;
  readonly nowMs: number;
  readonly address: string;
  readonly verdict: EdgeVerdict;
}

/** What a verifier in any language must say; signed with the keys that the file has. */
export const vectors: { readonly keys: ReadonlyArray<EdgeKey>; readonly vectors: ReadonlyArray<Vector> } =
  JSON.parse(readFileSync(join(repositoryRoot, 'signing/edge/vectors.json'), 'utf8'));

const mutated = mutatedRequest(signedCorpus);
const batch = 2000;
/** Only GET, because these verifiers check no methods; refusals of methods are tested elsewhere. */
const known = urlCorpus.inputs.filter(({ method }) => method === 'GET');
const keys = corpusRing.map(({ id, secret }) => ({ id, secret: secret.export().toString('base64url') }));

/** What every verifier of signed URLs does, in any language. */
export function edgeVerifierContract(name: string, start: () => Promise<EdgeVerifier>): void {
  describe(`signed URLs, ${name}, by ${byRunSeed}`, () => {
    let verifier: EdgeVerifier;
    before(async () => {
      verifier = await start();
    });
    after(() => verifier.stop());

    for (const { name: what, target, verdict, ...when } of vectors.vectors) {
      it(`are ${verdict}: ${what}`, async () => {
        assert.deepEqual(await verifier.verify({ targets: [target], keys: vectors.keys, ...when }), [
          verdict,
        ]);
      });
    }

    for (const [what, nowMs, ifSigned] of [
      ['open nothing', corpusInTimeMs, 'accepted'],
      ['are not `url-expired`', corpusExpiresAtSeconds * 1000, 'url-expired'],
    ] as const) {
      it(`that are mutated ${what} unless they are a signed request, byte for byte`, async (test) => {
        let unchanged = 0;
        const batches = sized(5, 50);
        for (let at = 0; at < batches; at += 1) {
          const random = fc.sample(mutated, { numRuns: batch, seed: runSeed + at });
          const targets = [...random, ...(at === 0 ? known : [])].map(({ target }) => target);
          const verdicts = await verifier.verify({ targets, keys, nowMs, address: '127.0.0.1' });
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
}
