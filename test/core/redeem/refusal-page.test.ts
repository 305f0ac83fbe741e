import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseMailLanguage } from '../../../src/api/mail-language.ts';
import { refusalPage, type ShownRefusal } from '../../../src/core/redeem/refusal-page.ts';
import { errorTable } from '../../../src/lib/errors.ts';

const appUrl = 'https://app.example.com/lectern';
const expired: ShownRefusal = {
  code: 'url-expired',
  status: 403,
  requestId: 'request-1',
  issueId: 'issue_1',
};
const toEnglish = { acceptLanguage: 'en-GB,en;q=0.9', fetchDest: 'document' };

const show = (refusal: Partial<ShownRefusal> = {}, request: Partial<typeof toEnglish> = {}, url = appUrl) =>
  refusalPage({ ...expired, ...refusal }, { ...toEnglish, ...request }, url);
const languageOf = (page: string) => /<html lang="(\w+)">/.exec(page)?.[1];
const headingOf = (page: string) => /<h1>(.*)<\/h1>/.exec(page)?.[1];
const linksOf = (page: string) => Array.from(page.matchAll(/<a href="([^"]*)"/g), ([, href]) => href);

describe('the page of a refusal', () => {
  it('links from a URL that is expired, revoked or without its file to the task, by the issue id', () => {
    for (const code of ['url-expired', 'url-revoked', 'object-not-found', 'range-not-satisfiable'] as const) {
      const page = show({ code, status: errorTable[code].status });
      assert.deepEqual(linksOf(page), [`${appUrl}/open/issue_1`], code);
    }
    assert.equal(headingOf(show()), 'This link has expired');
    assert.equal(headingOf(show({ code: 'url-revoked' })), 'This link is no longer valid');
  });

  it('links from an unsigned URL only to the start page', () => {
    const page = show({ code: 'url-invalid', issueId: undefined });
    assert.equal(headingOf(page), 'This link is not valid');
    assert.deepEqual(linksOf(page), [`${appUrl}/`]);
  });

  it('shows the request id, and no link, when the server fails', () => {
    for (const code of ['storage-unavailable', 'internal'] as const) {
      const page = show({ code, status: errorTable[code].status });
      assert.equal(headingOf(page), 'The file is unavailable right now');
      assert.deepEqual(linksOf(page), []);
      assert.match(page, /Request request-1</);
    }
  });

  it('is in the language that the browser prefers, by the rule of Lectern’s e-mails', () => {
    const headers = [
      ...[undefined, '', '*', 'pl', 'PL', 'pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7', 'en-US,en;q=0.9,pl;q=0.8'],
      ...['de,pl;q=0.5,en;q=0.4', 'de', 'de;q=0.9, en;q=0.3, pl;q=0.7', 'pl;q=0', 'pl;q=0,en', 'plx', 'pl-'],
      ...['en,pl', 'pl,en', 'pl ; q=0.4 , en ; q=0.3', ',,pl,,', 'constructor', 'toString;q=1'],
    ];
    const chosen = headers.map((header) => languageOf(show({}, { acceptLanguage: header as string })));
    assert.deepEqual(chosen, headers.map(chooseMailLanguage));
    assert.ok(chosen.includes('pl') && chosen.includes('en'));
    assert.equal(headingOf(show({}, { acceptLanguage: 'pl' })), 'Ten link wygasł');
  });

  it('opens another tab from a frame, because the web app may not be framed', () => {
    for (const fetchDest of ['iframe', 'frame', 'embed', 'object']) {
      assert.match(show({}, { fetchDest }), /<a href="[^"]*" target="_blank" rel="noopener">/);
    }
    for (const fetchDest of ['document', 'empty', '', undefined]) {
      assert.doesNotMatch(show({}, { fetchDest: fetchDest as string }), /target=/);
    }
  });

  it('shows nothing of the request but the issue id, percent-encoded', () => {
    const attack = '"><script>alert(1)</script>';
    const attacked = show({ code: attack }, { acceptLanguage: `${attack},en`, fetchDest: attack });
    assert.equal(attacked, show({ code: 'another' }));
    assert.deepEqual(linksOf(show({ issueId: attack })), [`${appUrl}/open/${encodeURIComponent(attack)}`]);
    assert.doesNotMatch(show({ issueId: attack }, {}, `https://a.example/"><script>`), /<script/);
  });
});
