import assert from 'node:assert/strict';

import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Diagnosis } from '../../../src/lib/findings.ts';
import { createFileDriver } from '../../../src/storage/file/driver.ts';
import { expect200, signIn } from '../../support/api-client.ts';
import { runLectern, type ServerProcess, startServer } from '../../support/server-process.ts';
import { issuerKey, trusting } from '../../support/tokens.ts';
import { assertFailures, skippedIn } from './findings.ts';

const findingsIn = (stdout: string): ReadonlyArray<Diagnosis> =>
  JSON.parse(`[${stdout.trim().replaceAll('\n', ',')}]`);

/** The command next to a running server, as an operator runs it. */
async function runDoctor(server: ServerProcess, changes: Readonly<Record<string, string>> = {}) {
  const { stdout, code } = await runLectern(['doctor', '--json'], { ...server.env, ...changes });
  const findings = findingsIn(stdout);
  const { list } = createFileDriver(join(server.dataDir, 'files'));
  assert.deepEqual(await Array.fromAsync(list('documents/')), []);
  return { findings, code };
}

describe('the doctor and the embedded store', async () => {
  const server = await startServer('serve');
  after(() => server.end());

  it('finds nothing wrong with a running server, and exits with 0', async () => {
    const { findings, code } = await runDoctor(server);
    assertFailures(findings, {});
    assert.deepEqual(skippedIn(findings), []);
    assert.equal(code, 0);
  });

  it('finds that the server refuses a URL that is bound to another address', async () => {
    const { findings } = await runDoctor(server, { LECTERN_BIND_URLS: 'networks' });
    assertFailures(findings, {});
    const found = findings.find(({ id }) => id === 'other-client-refused');
    assert.equal(found?.detail, 'refused with 403 url-wrong-place');
  });

  it('shows the keys of the trusted issuer', async () => {
    const settings = trusting(issuerKey('ES256', 'one'));
    const { findings, code } = await runDoctor(server, { ...settings, JWT_AUDIENCE: 'lectern' });
    const { outcome, detail } = findings.find(({ id }) => id === 'trusted-keys') ?? {};
    assert.deepEqual([outcome, code], ['ok', 0]);
    assert.match(detail ?? '', /^1 key, read \d+ s ago: kid "one" \(ES256, EC\)$/);
  });

  it('fails where the keys of the trusted issuer cannot be read, after all other checks', async () => {
    const file = join(server.dataDir, 'no-such-keys.json');
    const { findings, code } = await runDoctor(server, { JWT_JWKS_FILE: file, JWT_AUDIENCE: 'lectern' });
    assertFailures(findings, {
      'trusted-keys': /no-such-keys\.json .* -> Check JWT_JWKS_URL, JWT_JWKS_FILE or JWT_SHARED_SECRET_FILE/,
    });
    assert.equal(code, 1);
  });

  it('names the server of another installation, and exits with 1', async () => {
    const other = await startServer('serve');
    const { findings, code } = await runDoctor(server, { LECTERN_FILES_URL: other.filesUrl });
    await other.end();
    assertFailures(findings, { 'signed-get': /403 url-invalid -> That server has other signing keys/ });
    assert.equal(code, 1);
  });

  for (const [setting, origin] of [
    ['LECTERN_PUBLIC_URL', 'https://other.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'https://platform.example.org'],
  ] as const) {
    it(`names a server with another ${setting}`, async () => {
      const { findings } = await runDoctor(server, { [setting]: origin });
      const expected = new RegExp(`${origin} .*-> .*${setting}`);
      assertFailures(findings, { 'cors-preflight': expected, 'cors-exposed': expected });
    });
  }

  it('names plain http where readers are elsewhere', async () => {
    const LECTERN_FILES_URL = server.filesUrl.replace('127.0.0.1', 'files.example.invalid');
    const { findings } = await runDoctor(server, { LECTERN_FILES_URL });
    assertFailures(findings, { 'public-endpoint': /ENOTFOUND|EAI_AGAIN/, https: /uses http: others/ });
  });

  it('names a server that is down, one line for each check with what to do about it', async () => {
    await server.stop();
    const { findings, code } = await runDoctor(server);
    assertFailures(findings, { 'public-endpoint': /ECONNREFUSED -> Start "lectern serve"/ });
    assert.equal(code, 1);
    const { stdout } = await server.lectern(['doctor']);
    assert.match(stdout, /^FAILED {3}the address for readers responds: .*\n {9}-> Start "lectern serve"/m);
    assert.equal(stdout.match(/^(ok|WARNING|FAILED|skipped) /gm)?.length, findings.length);
  });
});

interface Examined {
  readonly healthy: boolean;
  readonly findings: ReadonlyArray<Omit<Diagnosis, 'remedy'> & { readonly remedy?: string | null }>;
}

describe('POST /api/v1/storage-examinations', () => {
  it('finds what `lectern doctor` finds, one examination at a time', async () => {
    const server = await startServer('demo');
    after(() => server.end());
    const admin = await signIn(server.apiUrl, 'admin');
    const ask = () => admin.post<Examined>('/api/v1/storage-examinations');
    const replies = await Promise.all([ask(), ask()]);
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
    const { stdout } = await server.lectern(['doctor', '--json']);
    const factsOf = ({ id, outcome, remedy }: Examined['findings'][number]) => [id, outcome, remedy ?? null];
    const { healthy, findings } = expect200(await ask());
    assert.equal(healthy, true);
    assert.deepEqual(findings.map(factsOf), findingsIn(stdout).map(factsOf));
  });
});
