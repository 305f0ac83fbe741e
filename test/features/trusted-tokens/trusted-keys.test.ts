import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  examineAudience,
  examineTrustedKeys,
} from '../../../src/features/trusted-tokens/check-trusted-keys.ts';
import { openTrustedKeys } from '../../../src/features/trusted-tokens/trusted-keys.ts';
import { patientServer } from '../../support/ports.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { issuerKey, keySetOf } from '../../support/tokens.ts';

const file = join(temporaryFolder(), 'keys.json');
const log = { error() {}, info() {}, warn() {} };
const ofFile = (text: string, mode = 0o640) => {
  writeFileSync(file, text);
  chmodSync(file, mode);
  return examineTrustedKeys(() => openTrustedKeys({ source: { file }, log }));
};

describe('the doctor and the keys of the trusted issuer', () => {
  it('shows each key in force: its id, algorithm and type, and when the set was read', async () => {
    const { outcome, detail } = await ofFile(keySetOf(issuerKey('RS256', 'one'), issuerKey('HS256')));
    assert.equal(outcome, 'ok');
    assert.equal(detail, '2 keys, read 0 s ago: kid "one" (RS256, RSA), without kid (HS256, oct)');
  });

  it('names skipped keys with the reason, and warns of bad ones', async () => {
    const encrypting = { ...issuerKey('RS256', 'enc').jwk, use: 'enc' };
    const { outcome, detail } = await ofFile(
      JSON.stringify({ keys: [issuerKey('ES256', 'one').jwk, encrypting] }),
    );
    assert.equal(outcome, 'ok');
    assert.match(detail, /^1 key, .*; skipped: kid "enc": it is not for verifying signatures$/);
    const bad = await ofFile(JSON.stringify({ keys: [issuerKey('ES256', 'one').jwk, { kty: 'RSA' }] }));
    assert.equal(bad.outcome, 'warning');
    assert.match(bad.detail, /skipped: key 2: "n" is missing/);
    assert.match(bad.remedy ?? '', /refused/);
  });

  it('fails when no key is in force, and says why', async () => {
    for (const [text, why] of [
      ['{"keys":[]}', /no usable key/],
      ['{"keys":[{"kty":"RSA"}]}', /"n" is missing/],
      ['[]', /"keys" is expected/],
    ] as const) {
      const { outcome, detail, remedy } = await ofFile(text);
      assert.equal(outcome, 'failed');
      assert.match(detail, why);
      assert.match(remedy ?? '', /JWT_JWKS_/);
    }
  });

  it('warns of a secret that others may read, but not of a public key', async () => {
    for (const [key, mode, outcome] of [
      [issuerKey('HS256'), 0o644, 'warning'],
      [issuerKey('HS256'), 0o660, 'warning'],
      [issuerKey('HS256'), 0o640, 'ok'],
      [issuerKey('ES256'), 0o644, 'ok'],
    ] as const) {
      const found = await ofFile(keySetOf(key), mode);
      assert.equal(found.outcome, outcome, `${key.alg} ${mode.toString(8)}`);
      if (outcome === 'warning') assert.ok(found.remedy?.includes(`chmod 640 ${file}`));
    }
  });

  it('warns of tokens that need not name Lectern as their audience, and says what to set', () => {
    const missing = examineAudience({ jwtAudience: undefined });
    assert.equal(missing.outcome, 'warning');
    assert.match(missing.detail, /JWT_AUDIENCE is not set/);
    assert.match(missing.remedy ?? '', /set JWT_AUDIENCE/);
    const named = examineAudience({ jwtAudience: 'lectern' });
    assert.deepEqual([named.outcome, named.detail], ['ok', '"aud" must be "lectern"']);
  });

  it('reads the address, and reports why it does not answer while the last keys stay in force', async () => {
    let body = keySetOf(issuerKey('ES256', 'one'));
    let runningMs = 0;
    const issuer = createServer(patientServer, (_request, response) => void response.end(body));
    await new Promise<void>((resolve) => void issuer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`;
    const keys = await openTrustedKeys({ source: { url }, log, monotonicMs: () => runningMs });
    const examine = () => examineTrustedKeys(async () => keys);
    assert.match((await examine()).detail, /^1 key, read 0 s ago: kid "one" \(ES256, EC\)$/);
    body = '<html>';
    runningMs += 3_600_000;
    const held = await examine();
    assert.equal(held.outcome, 'warning');
    assert.match(held.detail, /^1 key, read 3600 s ago: .*; the last attempt failed: .*JSON/);
    issuer.close();
    issuer.closeAllConnections();
    runningMs += 24 * 3_600_000;
    const lost = await examine();
    assert.equal(lost.outcome, 'failed');
    assert.match(lost.detail, /fetch failed/);
  });
});
