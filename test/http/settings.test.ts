import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { openTestApp } from '../support/app.ts';

const environment = { LECTERN_SIGN_UP: 'open', MAX_PDF_BYTES: '4096', LECTERN_AUTH_SECRET: 'a'.repeat(32) };
const { send } = await openTestApp(environment);

describe('GET /api/v1/settings', () => {
  it('tells what is in force, and no secret', async () => {
    const { status, body, text } = await send('GET /api/v1/settings');
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, { signUp: 'open', maxPdfBytes: 4096 });
    assert.partialDeepStrictEqual(readConfig(environment), body);
    assert.doesNotMatch(text, /aaaa|secret|key/i);
  });
});
