import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { pdfOfSize } from './api-client.ts';
import { lecternInShell, programEnvironment, repositoryRoot, run, startServer } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const page = readFileSync(join(repositoryRoot, 'docs/first-urls.md'), 'utf8');

/** The code of docs/first-urls.md in a language, with a time limit that suits a busy machine. */
export function codeOf(language: 'js' | 'go' | 'python', limit: string, patient: string): string {
  const [, code = ''] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  assert.ok(code.includes(limit), `${language} has no ${limit}`);
  return code.replace(limit, patient);
}

/** What the code answers for a task and Ada, whose id is 7. */
export type AskForUrl = (
  taskId: string,
  environment: { readonly LECTERN: string; readonly LECTERN_KEY: string },
) => Promise<{ readonly stdout: string; readonly stderr: string }>;

/** A server with the settings of docs/first-urls.md, and a folder in which its commands find what they need. */
export async function openFirstUrls(more: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const statement = (name: string) => writeFileSync(join(folder, name), pdfOfSize(2000));
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
  const server = await startServer('serve', { ...settings, ...more });
  after(() => server.end());

  return {
    folder,
    /** Runs the commands of pages, which must succeed. @returns the lines that they print */
    async paste(blocks: ReadonlyArray<string>): Promise<ReadonlyArray<string>> {
      const script = ['set -euo pipefail', `cd '${folder}'`, lecternInShell, ...blocks].join('\n');
      const { code, stdout, stderr } = await run('bash', ['-c', script], {
        env: { ...programEnvironment(), ...server.env, LECTERN: server.apiUrl },
      });
      assert.equal(code, 0, `${stdout}\n${stderr}`);
      return stdout.trim().split('\n');
    },

    /** Asserts that code gets the URLs of the tasks that the commands have made, and what the page says where it gets none. */
    async assertGivesUrls(askForUrl: AskForUrl): Promise<void> {
      const key = readFileSync(join(folder, 'judge.key'), 'utf8').trim();
      const ask = async (taskId: string, LECTERN = server.apiUrl, LECTERN_KEY = key) => {
        const { stdout, stderr } = await askForUrl(taskId, { LECTERN, LECTERN_KEY });
        const { descriptionPdfUrl, reason, retry } = JSON.parse(stdout);
        return { reply: { url: descriptionPdfUrl || null, reason: reason || null, retry }, stderr };
      };
      for (const [taskId, file] of [
        ['40', 'other.pdf'],
        ['41', 'statements/41.en.pdf'],
        ['43', 'new.pdf'],
      ] as const) {
        const { url, retry } = (await ask(taskId)).reply;
        assert.equal(retry, false);
        const pdf = await fetch(url);
        assert.deepEqual(Buffer.from(await pdf.arrayBuffer()), readFileSync(join(folder, file)));
        const policy = pdf.headers.get('content-security-policy') ?? '';
        assert.match(policy, new RegExp(`frame-ancestors.* ${origin}`));
        const open = `${server.apiUrl}/open/${new URL(url).searchParams.get('issue')}`;
        const { headers } = await fetch(open, { headers: { accept: 'text/html' }, redirect: 'manual' });
        assert.equal(headers.get('location'), `${origin}/tasks/${taskId}`);
      }

      const nothing = { url: null, reason: null, retry: false };
      assert.deepEqual((await ask('44')).reply, nothing);
      assert.deepEqual((await ask('45')).reply, { ...nothing, reason: 'not-found' });
      assert.deepEqual((await ask('43', 'http://127.0.0.1:9')).reply, { ...nothing, retry: true });
      const refused = await ask('43', server.apiUrl, 'wrong');
      assert.deepEqual(refused.reply, { ...nothing, retry: true });
      assert.match(refused.stderr, /401|unauthenticated/);
    },
  };
}
