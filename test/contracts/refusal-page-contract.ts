import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { refusalPage } from '../../src/core/redeem/refusal-page.ts';
import { type ErrorCode, errorTable } from '../../src/lib/errors.ts';
import { nowSeconds, pageOrigins, type Sending, type ServedStore } from './served-store.ts';

const { appUrl, webOrigin, embedOrigins } = pageOrigins;
const small = Buffer.from('%PDF-1.7 a small one');
/** What Chromium and Firefox send when a person opens an address. */
const accept =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8';

/** What a browser shows instead of a PDF, in English or Polish. */
export function refusalPageContract(opened: () => ServedStore): void {
  let store: ServedStore;
  let target: string;
  let revoked: string;
  before(async () => {
    store = opened();
    target = await store.store(small);
    revoked = await store.store(small, { issueId: 'revoked_1' });
    writeFileSync(join(store.dataDir, 'revoked', 'revoked_1'), '');
  });

  describe('a browser that opens a refused URL', () => {
    /** Asserts that the reply is the page of this refusal, in status, headers and text. */
    async function shows(asked: string, code: ErrorCode, issueId?: string, sending: Sending = {}) {
      const reply = await store.send(asked, { ...sending, headers: { Accept: accept, ...sending.headers } });
      const { status, headers, body } = reply;
      const requestId = String(headers['x-request-id']);
      assert.equal(status, errorTable[code].status);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      const framers = ["'self'", webOrigin, ...embedOrigins].join(' ');
      assert.equal(
        headers['content-security-policy'],
        `default-src 'none'; style-src 'nonce-${requestId}'; base-uri 'none'; form-action 'none'; frame-ancestors ${framers}`,
      );
      for (const absent of ['etag', 'content-disposition', 'last-modified', 'accept-ranges']) {
        assert.equal(headers[absent], undefined, absent);
      }
      const request = {
        acceptLanguage: sending.headers?.['Accept-Language'],
        fetchDest: sending.headers?.['Sec-Fetch-Dest'],
      };
      const page = refusalPage({ code, status, requestId, issueId }, request, appUrl);
      if (sending.method !== 'HEAD') assert.equal(body.toString(), page);
      return { headers, page };
    }

    it('shows that it has expired, and links to its task by its issue id', async () => {
      const late = await store.store(small, { expiresAtSeconds: nowSeconds() });
      const { page } = await shows(late, 'url-expired', 'issue_1');
      assert.match(page, /href="https:\/\/app\.example\.com\/lectern\/open\/issue_1"/);
      await shows(late, 'url-expired', 'issue_1', { headers: { 'If-None-Match': '*', Range: 'bytes=99-' } });
    });

    it('shows a revoked URL, a missing file and a range outside of it the same way', async () => {
      await shows(revoked, 'url-revoked', 'revoked_1');
      await shows(store.sign(), 'object-not-found', 'issue_1');
      const { headers } = await shows(target, 'range-not-satisfiable', 'issue_1', {
        headers: { Range: 'bytes=99-' },
      });
      assert.equal(headers['content-range'], `bytes */${small.length}`);
    });

    it('shows no task for a URL that Lectern did not sign, and repeats nothing of it', async () => {
      const late = await store.store(small, { expiresAtSeconds: nowSeconds() });
      const query = `expires=1&issue=i&kid=${store.keys.ring()[0].id}&name=c.pdf&v=1`;
      for (const each of [
        ...[late.replace('issue_1', 'issue_2'), target.replace('issue_1', 'issue_2'), `${target}x`, '/'],
        store.signByHand('/c.pdf', query, randomBytes(32)),
        `/script?issue=%22%3E%3Cscript%3E`,
      ]) {
        const { page } = await shows(each, 'url-invalid');
        assert.doesNotMatch(page, /open\/|script|issue/, each);
      }
    });

    it('shows the page in Polish, and in a frame links to another tab', async () => {
      const headers = { 'Accept-Language': 'pl-PL,pl;q=0.9,en;q=0.8', 'Sec-Fetch-Dest': 'iframe' };
      const { page } = await shows(revoked, 'url-revoked', 'revoked_1', { headers });
      for (const part of ['<html lang="pl">', 'Ten link nie jest już ważny', 'target="_blank"']) {
        assert.ok(page.includes(part), part);
      }
    });

    it('shows the page for other methods, for HEAD without a body', async () => {
      for (const method of ['HEAD', 'POST']) {
        const { headers } = await shows(target, 'method-not-allowed', undefined, { method });
        assert.equal(headers.allow, 'GET');
      }
    });

    it('gets the PDF of a valid URL', async () => {
      const { status, headers, body } = await store.send(target, { headers: { Accept: accept } });
      assert.deepEqual([status, headers['content-type'], body], [200, 'application/pdf', small]);
    });

    for (const Accept of ['*/*', 'application/pdf', 'application/json', '']) {
      it(`gets problem details when it asks for ${JSON.stringify(Accept)}`, async () => {
        await store.refuses(store.sign(), 'object-not-found', { headers: { Accept } });
      });
    }
  });
}
