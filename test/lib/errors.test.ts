import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { SigningError, signingErrorCodes } from 'lectern-signing';
import {
  asLecternError,
  errorReasons,
  errorTable,
  LecternError,
  OperatorError,
  problemOf,
} from '../../src/lib/errors.ts';

const locales = new URL('../../web/src/lib/i18n/locales/', import.meta.url);
/** Codes of the web app that the API does not have. */
const inBrowser = [
  'requestId',
  'network',
  'reply-unreadable',
  'expired',
  'document-changed',
  'upload-failed',
  'rate-limited-wait',
];

describe('problem details of an error (RFC 9457 §3.1)', () => {
  it('carry type, title, status, code, detail and requestId', () => {
    assert.deepEqual(problemOf(new LecternError('closed', 'The time is over.'), 'request-1'), {
      type: 'about:blank',
      title: 'The task is closed',
      status: 403,
      code: 'closed',
      detail: 'The time is over.',
      requestId: 'request-1',
    });
  });

  it('carry the facts that a program may read', () => {
    const facts = { opensAt: '2026-11-24T12:00:00Z' };
    const problem = problemOf(new LecternError('not-open-yet', 'Wait.', { facts }), 'request-1');
    assert.equal(problem['opensAt'], facts.opensAt);
  });

  for (const unknown of [
    new TypeError('secret of /var/lib'),
    new OperatorError('secret of /var/lib'),
    'secret of /var/lib',
    undefined,
    null,
    42,
  ]) {
    it(`are \`internal\` for ${String(unknown)}, without details`, () => {
      const problem = problemOf(unknown, 'request-1');
      assert.equal(problem.code, 'internal');
      assert.equal(problem.status, 500);
      assert.doesNotMatch(JSON.stringify(problem), /secret|\/var\/lib|42|stack/);
    });
  }

  it('carry the message of an error of the signing package, under a code of the API', () => {
    const codes = signingErrorCodes.map((code) => {
      const problem = problemOf(new SigningError(code, 'Change it.'), 'request-1');
      assert.equal(problem.detail, 'Change it.');
      return [code, problem.code];
    });
    assert.deepEqual(codes, [
      ['file-name-invalid', 'file-name-invalid'],
      ['object-key-invalid', 'request-invalid'],
      ['correlation-invalid', 'request-invalid'],
      ['client-invalid', 'request-invalid'],
      ['header-invalid', 'request-invalid'],
      ['upload-invalid', 'request-invalid'],
      ['lifetime-invalid', 'request-invalid'],
      ['not-supported', 'request-invalid'],
      ['key-invalid', 'request-invalid'],
      ['key-unknown', 'request-invalid'],
      ['key-conflict', 'conflict'],
      ['credentials-expired', 'storage-unavailable'],
    ]);
    assert.equal(asLecternError(new Error('no code')), undefined);
  });

  it('do not reveal the cause of a known error', () => {
    const cause = new Error('secret of /var/lib');
    const problem = problemOf(new LecternError('storage-unavailable', 'Try again.', { cause }), 'request-1');
    assert.doesNotMatch(JSON.stringify(problem), /secret/);
  });

  it('reserve the names of RFC 9457, whatever the facts are', () => {
    const facts = { requestId: 'forged' };
    assert.equal(
      problemOf(new LecternError('closed', 'Over.', { facts }), 'request-1').requestId,
      'request-1',
    );
  });
});

describe('the table of errors', () => {
  it('has only client and server errors of HTTP (RFC 9110 §15.5 and §15.6)', () => {
    for (const [code, { status, title }] of Object.entries(errorTable)) {
      assert.ok(status >= 400 && status <= 599, code);
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.match(title, /^[A-Z].*[^.]$/);
    }
  });

  for (const file of globSync('shell.*.json', { cwd: locales })) {
    it(`has a text for each code and reason in the web app, and for no other (${file})`, () => {
      const { errors, reasons } = JSON.parse(readFileSync(new URL(file, locales), 'utf8'));
      const codes = [...Object.keys(errorTable), ...inBrowser];
      assert.deepEqual(Object.keys(errors).toSorted(), codes.toSorted());
      assert.deepEqual(Object.keys(reasons).toSorted(), errorReasons.toSorted());
    });
  }
});
