import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { packageFolders } from '../../tools/package-folders.ts';
import { demoPassword } from '../support/api-client.ts';
import { startChromium } from '../support/chromium.ts';
import { freePorts, isFree } from '../support/ports.ts';
import { childrenOf, outputOf, repositoryRoot, run, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { shows } from './support/parts.ts';
import { t } from './support/texts.ts';
import { signInForm } from './support/web-app.ts';

/** A copy, so that changes reach neither the checkout nor other suites. */
const tree = temporaryFolder();
const folders = ['src', ...packageFolders, 'web', 'tools', 'test/support'];
for (const name of [...folders, 'package.json', 'tsconfig.json', 'README.md']) {
  cpSync(join(repositoryRoot, name), join(tree, name), {
    recursive: true,
    filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
  });
}
// Hard links if the file system supports them. Vite serves nothing outside the tree, so symbolic links would not work.
const packages = ['node_modules', join(tree, 'node_modules')];
if ((await run('cp', ['-alT', ...packages], { cwd: repositoryRoot })).code !== 0)
  await outputOf('cp', ['-aT', ...packages], repositoryRoot);

const browser = await startChromium();
after(async () => {
  await browser.close();
  dev.kill(); // if a test has failed
});
const [port, filesPort] = await freePorts();
const url = `http://127.0.0.1:${port}`;
const dev = spawn(process.execPath, ['tools/dev.ts'], {
  cwd: tree,
  env: {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LECTERN_PORT: String(port),
    LECTERN_FILES_PORT: String(filesPort),
  },
});
let output = '';
for (const stream of [dev.stdout, dev.stderr]) {
  stream.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
}
// A signal that it can handle, so that it also stops the server.
process.once('exit', () => dev.kill());
const count = (pattern: RegExp) => output.match(pattern)?.length ?? 0;

/** Replaces a text in a file of the copy. */
function edit(file: string, old: string, text: string): void {
  const path = join(tree, file);
  const content = readFileSync(path, 'utf8');
  assert.ok(content.includes(old), `${file} contains ${old}`);
  writeFileSync(
    path,
    content.replace(old, () => text),
  );
}

/** The detail of the API's reply for an unknown path. */
async function refusal(): Promise<string> {
  const reply = await fetch(`${url}/api/v1/no-such`);
  return ((await reply.json()) as { detail: string }).detail;
}

describe('npm run dev', () => {
  let page: Page;
  /** Whether it is still the page opened first, with its state. */
  const isSamePage = () => page.evaluate(() => 'marker' in window);

  before(async () => {
    await waitUntil('the address of the demo', () => {
      assert.equal(dev.exitCode, null, output);
      return output.includes(`Open ${url} in your browser.`);
    });
    page = await browser.newPage({ locale: 'en' });
    await page.goto(`${url}/sign-in`);
    const form = signInForm(page);
    await form.fill('student@example.org', demoPassword);
    await form.click();
    await page.getByRole('heading', { name: t('home.title') }).waitFor();
    await page.evaluate(() => Object.assign(window, { marker: true }));
  });

  it('seeds once and starts the server once', () => {
    assert.equal(count(/^Creating sample /gm), 1);
    assert.equal(count(/^Starting /gm), 1);
  });

  it('sends a policy that allows neither scripts without a nonce nor scripts from text', async () => {
    const reply = await fetch(url, { headers: { accept: 'text/html' } });
    const policy = reply.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /script-src 'self' 'nonce-([^']+)' 'wasm-unsafe-eval';/.exec(policy) ?? [];
    const scripts = (await reply.text()).match(/<script\b[^>]*>/g) ?? [];
    assert.ok(nonce.length >= 22 && scripts.length > 0);
    for (const script of scripts) assert.ok(script.includes(`nonce="${nonce}"`), script);
  });

  it('shows a changed component in the open page', async () => {
    edit('web/src/ui/brand.tsx', '<span>Lectern', '<span>Changed brand');
    await shows(page, 'Changed brand');
    assert.ok(await isSamePage());
  });

  it('shows a changed text in the open page', async () => {
    edit(
      'web/src/lib/i18n/locales/shell.en.json',
      `"title": "${t('home.title')}"`,
      '"title": "Changed title"',
    );
    await page.getByRole('heading', { name: 'Changed title' }).waitFor();
    assert.ok(await isSamePage());
  });

  it('shows a PDF, which comes from the file server', async () => {
    await page.getByRole('link', { name: 'Canal Locks' }).first().click();
    await page.waitForFunction(() => performance.getEntriesByName('lectern-first-page').length > 0);
    assert.ok(await isSamePage());
  });

  it('restarts the server after a change in its sources; requests wait for it, and the page stays', async () => {
    const starts = count(/^Starting /gm);
    edit('src/api/server.ts', 'This path does not exist.', 'Changed refusal.');
    await waitUntil('the changed reply', async () => (await refusal()).startsWith('Changed refusal.'));
    edit('signing/index.ts', '', '// changed\n');
    await waitUntil('the next start', () => count(/^Starting /gm) === starts + 2);
    assert.match(await refusal(), /^Changed refusal\./);
    assert.ok(await isSamePage());
  });

  it('restarts after an error in the server is fixed', async () => {
    edit('src/api/server.ts', 'Changed refusal.', 'Changed ` refusal.');
    await waitUntil('the error', () => /SyntaxError|ERR_INVALID_TYPESCRIPT_SYNTAX/.test(output));
    edit('src/api/server.ts', 'Changed ` refusal.', 'Corrected.');
    await waitUntil('the corrected reply', async () =>
      (await refusal().catch(() => '')).startsWith('Corrected.'),
    );
  });

  it('does not restart for a file that the server does not use', async () => {
    const starts = count(/^Starting /gm);
    utimesSync(join(tree, 'README.md'), new Date(), new Date());
    await page.reload();
    await page.getByRole('heading', { name: 'Canal Locks' }).first().waitFor();
    assert.equal(count(/^Starting /gm), starts);
  });

  it('stops all its processes on Ctrl-C', async () => {
    const children = childrenOf(dev);
    assert.ok(children.length > 0);
    dev.kill('SIGINT');
    await once(dev, 'exit');
    for (const child of children) assert.throws(() => process.kill(child, 0), { code: 'ESRCH' });
    assert.ok((await isFree(port)) && (await isFree(filesPort)));
  });
});
