import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { compactVerify } from 'jose';
import { type KeySet, parseKeySet } from '../../../src/features/trusted-tokens/key-set.ts';
import { candidatesFor } from '../../../src/features/trusted-tokens/trusted-tokens.ts';
import { LecternError } from '../../../src/lib/errors.ts';

interface Group {
  readonly comment: string;
  readonly private: object;
  /** Absent for secrets. */
  readonly public?: object;
  readonly tests: ReadonlyArray<{
    readonly tcId: number;
    readonly comment: string;
    readonly jws: string;
    readonly result: 'valid' | 'invalid';
  }>;
}

/** Vectors that Lectern treats differently than Wycheproof, by file and number, and why. */
const differing: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  key: {
    1: 'a set may mix secrets and public keys: each key has its own algorithm, so none is used for another',
    4: 'RFC 7517 §4.5 only recommends that ids differ: keys with the same one are tried in turn',
  },
  signature: {
    346: 'a token by PS384 of a key for PS256: a key is for one algorithm',
    350: 'a token by PS384 of a key for PS256: a key is for one algorithm',
    347: 'the key names the algorithm ES521, which RFC 7518 does not know',
    351: 'the key names the algorithm ES521, which RFC 7518 does not know',
    367: 'the same token, byte for byte, as 357, which is valid: the padding was lost',
    370: 'the same token, byte for byte, as 357, which is valid: the padding was lost',
    372: 'a "?" in the header is no base64url',
    373: 'a "?" in the payload is no base64url',
  },
};

const groupsOf = (file: string): ReadonlyArray<Group> =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/wycheproof/json_web_${file}_test.json`, import.meta.url), 'utf8'),
  ).testGroups;

/** As `createVerifyToken` does, but without the claims, which these payloads lack. */
async function isAccepted(jws: string, { keys }: KeySet): Promise<boolean> {
  try {
    for (const { key, algorithm } of candidatesFor(jws, keys)) {
      const verified = await compactVerify(jws, key, { algorithms: [algorithm] }).catch(() => undefined);
      if (verified) return true;
    }
  } catch (error) {
    assert.ok(error instanceof LecternError && error.code === 'token-malformed', String(error));
  }
  return false;
}

for (const [file, count] of [
  ['key', 26],
  ['signature', 401],
] as const) {
  describe(`Wycheproof's vectors of a JSON Web ${file}`, () => {
    it('are complete', () => {
      assert.equal(groupsOf(file).flatMap(({ tests }) => tests).length, count);
    });

    for (const [at, group] of groupsOf(file).entries()) {
      it(`${at + 1}, ${group.comment}, are accepted when they are valid, and otherwise refused`, async () => {
        const given = group.public ?? group.private;
        const text = JSON.stringify('keys' in given ? given : { keys: [given] });
        const keys = await parseKeySet(text, { isPublished: false });
        for (const { tcId, comment, jws, result } of group.tests) {
          const isExpected = (result === 'valid') !== (differing[file]?.[tcId] !== undefined);
          assert.equal(await isAccepted(jws, keys), isExpected, `${tcId}: ${comment}`);
        }
      });
    }
  });
}
