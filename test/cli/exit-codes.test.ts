import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainFailure } from '../../src/cli/explain-failure.ts';
import { LecternError, OperatorError } from '../../src/lib/errors.ts';

const systemError = (code: string, facts: object) => Object.assign(new Error(code), { code, ...facts });

describe('exit codes', () => {
  for (const { error, exitCode, says } of [
    { error: new OperatorError('No.'), exitCode: 1, says: /^No\.$/ },
    { error: new OperatorError('Set it.', { kind: 'settings' }), exitCode: 2, says: /^Set it\.$/ },
    { error: new LecternError('not-found', 'There is none.'), exitCode: 1, says: /^There is none\.$/ },
    {
      error: new LecternError('unavailable', 'Try later.', { cause: new Error('bad page') }),
      exitCode: 3,
      says: /^Try later\. \(bad page\)$/,
    },
    {
      error: new LecternError('storage-unavailable', 'Tell the operator.', {
        cause: systemError('EACCES', { syscall: 'open', path: '/files' }),
      }),
      exitCode: 3,
      says: /^\/files cannot be used: permission denied \(open\)\. Change its permissions/,
    },
    {
      error: systemError('EACCES', { syscall: 'listen', address: '127.0.0.1', port: 80 }),
      exitCode: 3,
      says: /^Port 80 of 127\.0\.0\.1 needs privileges that this user does not have\. Set LECTERN_PORT/,
    },
    { error: systemError('ENOSPC', { syscall: 'write' }), exitCode: 3, says: /^The disk is full/ },
    {
      error: systemError('ENOSPC', { syscall: 'copyfile', path: '/from', dest: '/to' }),
      exitCode: 3,
      says: /^The disk of \/to is full/,
    },
    {
      error: systemError('EIO', { syscall: 'read' }),
      exitCode: 3,
      says: /^The operating system reports an error: EIO\.$/,
    },
    { error: new TypeError('x is not a function'), exitCode: 70, says: /TypeError.*\n +at / },
  ]) {
    it(`are ${exitCode} for ${error.message}`, () => {
      const explained = explainFailure(error);
      assert.match(explained.message, says);
      assert.equal(explained.exitCode, exitCode);
    });
  }
});
