import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyRequest } from 'lectern-signing/embedded';
import { createTrace } from '../../src/core/issue/trace.ts';
import { createDocumentSigner } from '../../src/storage/document-signer.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import {
  corpusClient,
  corpusExpiresAtSeconds,
  corpusInTimeMs,
  corpusRing,
  corpusSigner,
  signedCorpus,
  urlOf,
} from '../support/signed-corpus.ts';
import { sized } from '../support/test-size.ts';
import { isSigned, mutatedRequest, mutators, urlCorpus } from '../support/url-mutations.ts';

const parameters = urlCorpus.parameters(sized(4000, 1_000_000, 1000));
const mutated = mutatedRequest(signedCorpus);
const methodsOf = (target: string) =>
  signedCorpus.filter((each) => each.target === target).map(({ method }) => method);

describe(`mutations of signed URLs, by ${byRunSeed}`, () => {
  it('change nearly every request that they are applied to', () => {
    for (const [name, mutate] of Object.entries(mutators)) {
      const changed = signedCorpus.filter(
        ({ target }, at) => mutate(target, at * 7, at * 5 + 1, signedCorpus) !== target,
      );
      assert.ok(changed.length > 0, name);
    }
    const sample = fc.sample(mutated, { numRuns: 2000, seed: runSeed });
    assert.ok(sample.filter((each) => isSigned(signedCorpus, each)).length < 200);
  });

  it('open nothing at the file server’s verifier, unless they are a signed request, byte for byte', (test) => {
    const counts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(mutated, ({ method, target }) => {
        const verified = verifyRequest(method, target, corpusRing, corpusInTimeMs, () => corpusClient);
        const isAccepted = !('failure' in verified);
        counts[isAccepted ? 'accepted' : 'refused'] += 1;
        assert.equal(isAccepted, isSigned(signedCorpus, { method, target }));
        if (!isAccepted) assert.equal(verified.failure, 'url-invalid');
      }),
      parameters,
    );
    test.diagnostic(`${counts.refused} refused, ${counts.accepted} unchanged and accepted`);
  });

  it('are `url-expired` only when they are a signed request that has expired', () => {
    const late = corpusExpiresAtSeconds * 1000;
    fc.assert(
      fc.property(mutated, ({ method, target }) => {
        const verified = verifyRequest(method, target, corpusRing, late);
        const expected = isSigned(signedCorpus, { method, target }) ? 'url-expired' : 'url-invalid';
        assert.equal('failure' in verified && verified.failure, expected);
      }),
      parameters,
    );
  });

  it('are read by `verify` and `trace` exactly when the verifier accepts them for some method', async () => {
    const found: Array<string> = [];
    const { trace } = createTrace({
      issuedUrls: {
        async ofIssue(id: string) {
          found.push(id);
          return [];
        },
      },
      revocations: { load: async () => {}, isRevoked: () => false },
      reader: createDocumentSigner('embedded', corpusSigner),
      clock: { nowMs: () => corpusInTimeMs },
      onTrace: [],
    } as unknown as Parameters<typeof createTrace>[0]);
    await fc.assert(
      fc.asyncProperty(mutated, async ({ target }) => {
        const isKnown = methodsOf(target).length > 0;
        assert.equal(!('failure' in corpusSigner.readUrl(urlOf(target))), isKnown);
        found.length = 0;
        assert.equal(!('failure' in (await trace(urlOf(target)))), isKnown);
        assert.ok(isKnown || found.length === 0, 'looked up an issue id that anyone can write');
      }),
      parameters,
    );
  });
});
