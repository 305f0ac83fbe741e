import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pdfOfSize, sha256 } from '../support/api-client.ts';
import { type CommandResult, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Run = (pdf: string, env: Readonly<Record<string, string>>) => Promise<CommandResult>;

/** A program of a platform puts a task, its PDF and a group, asks for a URL, and reads by a token that it signs. */
export function platformExampleContract(language: string, run: Run): void {
  const folder = temporaryFolder();
  const secret = 'a secret of the judge, of at least thirty-two bytes';
  const keySet = { keys: [{ kty: 'oct', alg: 'HS256', k: Buffer.from(secret).toString('base64url') }] };
  const pdf = pdfOfSize(2000);
  const pdfFile = join(folder, 'sum.en.pdf');
  writeFileSync(pdfFile, pdf);
  writeFileSync(join(folder, 'judge.jwks.json'), JSON.stringify(keySet));
  let server: ServerProcess;
  let apiKey: string;

  before(async () => {
    server = await startServer('serve', {
      JWT_JWKS_FILE: join(folder, 'judge.jwks.json'),
      JWT_SUBJECT_CLAIM: 'user_id',
      JWT_NAME_CLAIM: 'username',
      JWT_ROLE_CLAIM: 'role',
      JWT_REQUIRED_CLAIMS: 'type=access',
    });
    const made = await server.lectern([
      'api-keys',
      'create',
      '--name',
      'judge',
      '--scopes',
      'sync,upload,grant',
    ]);
    assert.equal(made.code, 0, made.stderr);
    apiKey = made.stdout.trim();
  });
  after(() => server.end());

  const runAs = (key: string) =>
    run(pdfFile, { LECTERN_URL: server.apiUrl, LECTERN_API_KEY: key, JUDGE_SECRET: secret });
  const linesOf = async () => {
    const { code, stdout, stderr } = await runAs(apiKey);
    assert.equal(code, 0, stderr);
    const [url = ''] = /(?<=^url: ).*$/m.exec(stdout) ?? [];
    return { url, lines: stdout.replace(url, 'URL').trim().split('\n') };
  };

  describe(`the calls of a platform in ${language}`, () => {
    it('put a task, a PDF and a group, and get at the PDF by a URL and by a token', async () => {
      const { url, lines } = await linesOf();
      assert.deepEqual(lines, [
        'task: created',
        'document: upload',
        'members: 2 added, 0 removed',
        'url: URL',
        'read by token: Sum of squares, granted',
      ]);
      const reply = await fetch(url);
      assert.equal(sha256(Buffer.from(await reply.arrayBuffer())), sha256(pdf));
    });

    it('change nothing the second time', async () => {
      const { lines } = await linesOf();
      assert.deepEqual(lines.slice(0, 3), [
        'task: unchanged',
        'document: unchanged',
        'members: 0 added, 0 removed',
      ]);
    });

    it('end with the code of what was refused', async () => {
      const { code, stdout, stderr } = await runAs('lectern_key_of_nobody');
      assert.notEqual(code, 0);
      assert.equal(stdout, '');
      assert.match(stderr, /\bapi-key-invalid: /);
      assert.ok(!stderr.includes('of_nobody'));
    });
  });
}
