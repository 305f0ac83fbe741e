import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from '../../client/src/verify-webhook.ts';
import { webhookCases } from '../support/webhook-cases.ts';

describe('verifyWebhook', () => {
  it('accepts and refuses as the specification does', async () => {
    for (const { id, at, signature, secret, body, now, valid } of webhookCases) {
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature };
      for (const each of [headers, new Headers(headers)]) {
        const verifying = verifyWebhook(secret, { headers: each, body }, now * 1000);
        if (valid) assert.deepEqual(await verifying, { test: 2432232314 });
        else await assert.rejects(verifying);
      }
    }
  });

  it('accepts what the library of the specification signs', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const [now, body] = [new Date(), '{"type":"key.rotated"}'];
    const headers = {
      'webhook-id': 'one',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('one', now, body),
    };
    assert.deepEqual(await verifyWebhook(secret, { headers, body }), { type: 'key.rotated' });
    await assert.rejects(verifyWebhook(secret, { headers: {}, body }));
  });
});
