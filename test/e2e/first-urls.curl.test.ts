import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pdfOfSize } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { lecternProgram, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const page = readFileSync(join(repositoryRoot, 'docs/first-urls.md'), 'utf8');

const folder = temporaryFolder();
const statement = (name: string) => writeFileSync(join(folder, name), pdfOfSize(2000));

describe('the commands of docs/first-urls.md and docs/shadow.md', async () => {
  mkdirSync(join(folder, 'statements'));
  for (const name of ['41.en.pdf', '41.pl.pdf', '42.en.pdf']) statement(`statements/${name}`);
  for (const name of ['new.pdf', 'other.pdf']) statement(name);
  writeFileSync(
    join(folder, 'statements.csv'),
    '40,Sum of squares,en,other.pdf\n41,Again,en,statements/41.en.pdf\n',
  );
  const settings = Object.fromEntries(
    [...page.matchAll(/^(LECTERN_\w+)=(.*)$/gm)].map((match) => match.slice(1)),
  );
  const origin: string = settings.LECTERN_EMBED_ORIGINS;
  const server = await startServer('serve', settings);
  after(() => server.end());

  it('lead to the documented result', async () => {
    const lectern = `lectern() { node '${lecternProgram}' "$@"; }`;
    const blocks = [...commandsIn('docs/first-urls.md'), ...commandsIn('docs/shadow.md')];
    const script = ['set -euo pipefail', `cd '${folder}'`, lectern, ...blocks].join('\n');
    const { code, stdout, stderr } = await run('bash', ['-c', script], {
      env: { PATH: process.env['PATH'], ...server.env, LECTERN: server.apiUrl },
    });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    const lines = stdout.trim().split('\n');
    const expected = [
      ...['41.en.pdf', '41.pl.pdf', '42.en.pdf'],
      ...['%PDF-["issued",null,null]', '["refused",null,"not-found"]'],
      ...['created', '1', '2099-01-01T00:00:00Z'],
      ...['ANSWERS NUMBER', 'compared 4', 'the same on both sides 2', 'allowed only by your platform 2'],
      ...['allowed only by Lectern 0', 'lines left out 0'],
      ...['2', '[1,"allowed","refused","not-open-yet","2099-01-01T00:00:00Z"]'],
      'platform not-open-yet 7 ext:42 1',
    ];
    // `lectern push` and `lectern shadow` print text for people between these lines.
    assert.deepEqual(
      lines
        .filter((line) => !/^(?:created {2}|ALLOWED BY|platform {2})/.test(line))
        .map((line) => line.replaceAll(/ {2,}/g, ' ')),
      expected,
    );
  });

  it('include code for a backend that gives a URL, nothing without a PDF, and retries while Lectern is down', async () => {
    const [, shown = ''] = /^```js\n(.*?)^```$/ms.exec(page) ?? [];
    assert.ok(shown.includes('timeout(2000)'));
    const code = shown.replace('timeout(2000)', 'timeout(30_000)'); // a busy machine may need more than 2 s
    const ada = { id: '7', name: 'Ada' };
    const key = readFileSync(join(folder, 'judge.key'), 'utf8').trim();
    const module = join(folder, 'statement-url.mjs');
    writeFileSync(module, code);
    const ask = async (taskId: string, address: string, apiKey = key) => {
      const program = `import { statementUrl } from ${JSON.stringify(module)};
        console.log(JSON.stringify(await statementUrl(${JSON.stringify(taskId)}, ${JSON.stringify(ada)})));`;
      const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program], {
        env: { LECTERN: address, LECTERN_KEY: apiKey },
      });
      return { reply: JSON.parse(stdout), stderr };
    };
    for (const [taskId, file] of [
      ['40', 'other.pdf'],
      ['41', 'statements/41.en.pdf'],
      ['43', 'new.pdf'],
    ] as const) {
      const { reply } = await ask(taskId, server.apiUrl);
      assert.equal(reply.retry, false);
      const pdf = await fetch(reply.descriptionPdfUrl);
      assert.deepEqual(Buffer.from(await pdf.arrayBuffer()), readFileSync(join(folder, file)));
      assert.match(
        pdf.headers.get('content-security-policy') ?? '',
        new RegExp(`frame-ancestors.* ${origin}`),
      );
      const issueId = new URL(reply.descriptionPdfUrl).searchParams.get('issue');
      const open = `${server.apiUrl}/open/${issueId}`;
      const { headers } = await fetch(open, { headers: { accept: 'text/html' }, redirect: 'manual' });
      assert.equal(headers.get('location'), `${origin}/tasks/${taskId}`);
    }

    const nothing = { descriptionPdfUrl: null };
    assert.deepEqual((await ask('44', server.apiUrl)).reply, { ...nothing, retry: false });
    assert.deepEqual((await ask('45', server.apiUrl)).reply, {
      ...nothing,
      reason: 'not-found',
      retry: false,
    });
    assert.deepEqual((await ask('43', 'http://127.0.0.1:9')).reply, { ...nothing, retry: true });
    const refused = await ask('43', server.apiUrl, 'wrong');
    assert.deepEqual(refused.reply, { ...nothing, retry: true });
    assert.match(refused.stderr, /401/);
  });
});
