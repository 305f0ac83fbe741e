import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type KeySet, parseKeySet } from '../../src/features/trusted-tokens/key-set.ts';
import { createVerifyToken } from '../../src/features/trusted-tokens/trusted-tokens.ts';
import { LecternError } from '../../src/lib/errors.ts';
import { json, openCorpus } from '../support/fuzz-corpus.ts';
import { byRunSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';
import { mutatedToken, type SignedToken, tokenMutators } from '../support/token-mutations.ts';
import { issuerKey, keySetOf, signToken } from '../support/tokens.ts';

const nowSeconds = 1_795_000_000;
const keys = ['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'EdDSA'].flatMap((alg) => [
  issuerKey(alg, alg),
  issuerKey(alg, `${alg} again`),
  issuerKey(alg),
]);
const ownKeys = keySetOf(...keys);
const signed: ReadonlyArray<SignedToken> = keys.flatMap((key) =>
  ['7', 'ann'].map((sub) => ({
    key,
    token: signToken(key, { sub, name: 'Ann', aud: 'lectern', iat: nowSeconds, exp: nowSeconds + 600 }),
  })),
);
const tokens = new Set(signed.map(({ token }) => token));
const attempts = mutatedToken(signed).map((token) => ({ token, isAccepted: tokens.has(token) }));

/** A token, and the expected outcome. */
interface Attempt {
  readonly token: string;
  /** A JWK Set; absent for that of this run, whose keys are new. */
  readonly keys?: object;
  /** Whether the set came from an address, not from a file. */
  readonly isPublished?: boolean;
  readonly isAccepted: boolean;
}

const corpus = openCorpus<Attempt>(
  json((attempt) => ({ keys: JSON.parse(ownKeys), ...attempt })),
  { name: 'tokens' },
);

const verifierOf = (set: KeySet) =>
  createVerifyToken({
    keys: {
      current: () => set.keys,
      describe: () => ({ ...set, ageMs: 0, failure: undefined, exposure: undefined }),
      renew: async () => {},
      refresh: async () => {},
    },
    settings: {
      ...{ jwtIssuer: undefined, jwtAudience: 'lectern', jwtRoleClaim: 'role' },
      ...{ jwtSubjectClaim: 'sub', jwtEmailClaim: 'email', jwtNameClaim: 'name' },
      jwtEmailVerified: 'claim',
      ...{ jwtTeacherRoles: [], jwtAdminRoles: ['admin'], jwtRequiredClaims: [] },
      jwtMaxLifetimeSeconds: 86_400,
    },
    clock: { nowMs: () => nowSeconds * 1000 },
  });
const verifyByOwnKeys = verifierOf(await parseKeySet(ownKeys, { isPublished: false }));

/** The code of the refusal, or undefined for a token that is accepted. */
async function refusalOf({ token, keys: set, isPublished = false }: Omit<Attempt, 'isAccepted'>) {
  const verify = set ? verifierOf(await parseKeySet(JSON.stringify(set), { isPublished })) : verifyByOwnKeys;
  try {
    await verify(token);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof LecternError && error.code.startsWith('token-'), String(error));
    return error.code;
  }
}

describe('mutations of trusted tokens', () => {
  it('start from tokens that are accepted, and each kind changes some of them', async () => {
    for (const { token } of signed) assert.equal(await refusalOf({ token }), undefined);
    for (const [name, mutate] of Object.entries(tokenMutators)) {
      assert.ok(
        signed.some((each, at) => !tokens.has(mutate(each, at * 7, at * 5 + 1, signed))),
        name,
      );
    }
  });

  // ECDSA has two signatures for a text, (r, s) and (r, n - s). The second one signs the same text, so it is no attack.
  it(`are refused with a code, unless they are a signed token, byte for byte: ${byRunSeed}`, async (test) => {
    const counts: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(attempts, async (attempt) => {
        const code = await refusalOf(attempt);
        counts[code ?? 'accepted'] = (counts[code ?? 'accepted'] ?? 0) + 1;
        assert.equal(code === undefined, attempt.isAccepted, attempt.token);
      }),
      corpus.parameters(sized(4000, 1_000_000, 1000)),
    );
    for (const code of ['token-malformed', 'token-key', 'token-signature']) assert.ok(counts[code], code);
    test.diagnostic(JSON.stringify(counts));
  });
});
