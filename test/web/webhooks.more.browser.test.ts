import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accepts, startReceiver } from '../features/webhooks/receiver.ts';
import { assertLooks } from './support/looks.ts';
import {
  button,
  dialogOf,
  field,
  focused,
  press,
  pressAndConfirm,
  rowsOf,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { expect, gone } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp({ LECTERN_WEBHOOK_NETWORKS: '127.0.0.0/8' });
const receiver = await startReceiver();
const admin = await client('admin');

describe('webhooks', () => {
  it('are created with a secret shown once, tested, sent again, paused, changed and deleted', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: t('navigation.webhooks') }).click();
    await shows(page, t('admin:webhooks.none'));
    await press(page, t('admin:webhooks.create'));
    const dialog = dialogOf(page, t('admin:webhooks.create'));
    await press(dialog, t('action.create'));
    await shows(dialog, t('admin:webhooks.urlWrong'));
    await shows(dialog, t('admin:webhooks.eventsMissing'));
    await focused(field(dialog, t('admin:webhooks.url')));
    await field(dialog, t('admin:webhooks.url')).fill('https://192.168.0.1/hook');
    await field(dialog, t('admin:webhooks.event.key-rotated')).check();
    await assertLooks(page, 'a new webhook', [320, 1280]);
    await press(dialog, t('action.create'));
    // Which addresses are refused, and why, comes from the server.
    await shows(dialog, /LECTERN_WEBHOOK_NETWORKS/);
    await field(dialog, t('admin:webhooks.url')).fill(receiver.url);
    await press(dialog, t('action.create'));
    const secret = dialog.getByRole('textbox', { name: t('admin:webhooks.secret') });
    await expect(secret).toHaveValue(/^whsec_/);
    await focused(secret);
    await press(dialog, t('action.copy'));
    await button(dialog, t('action.copied')).waitFor();
    await gone(dialog, () => button(dialog, t('action.close')).last().click());

    const { items } = await admin.get('/api/v1/webhooks');
    assert.deepEqual(
      items.map(({ url, events }) => [url, events]),
      [[receiver.url, ['key.rotated']]],
    );
    const row = rowsOf(page, t('admin:webhooks.title')).filter({ hasText: receiver.url });
    await shows(row, t('admin:webhooks.event.key-rotated'));
    await shows(row, t('admin:webhooks.state.active'), { exact: true });
    await shows(row, t('admin:webhooks.neverDelivered'));
    await row.getByRole('link').click();
    await titled(page, new URL(receiver.url).host);
    await shows(page, t('admin:webhooks.noDeliveries'));

    await press(page, t('admin:webhooks.test'));
    await tells(page, t('admin:webhooks.testStatus', { status: 204 }));
    receiver.state.answer = (response) => void response.writeHead(503).end();
    await press(page, t('admin:webhooks.test'));
    await tells(page, t('admin:webhooks.testFailed'));
    await tells(page, 'replied 503');

    receiver.take();
    await admin.post('/api/v1/signing-keys');
    await receiver.next();
    await page.reload();
    const delivery = rowsOf(page, t('admin:webhooks.deliveries')).filter({ hasText: 'key.rotated' });
    await shows(delivery, t('admin:webhooks.failedAttempts', { count: 1 }));
    await shows(delivery, 'replied 503');
    await shows(page, t('admin:webhooks.state.failing'), { exact: true });
    await assertLooks(page, 'a failing webhook', [320, 1280]);
    receiver.state.answer = accepts;
    receiver.take();
    await button(delivery, new RegExp(`^${t('admin:webhooks.replay')}: key.rotated`)).click();
    await shows(page, t('admin:webhooks.replayed', { count: 1 }));
    await shows(delivery, t('admin:webhooks.delivery.delivered'), { exact: true });
    receiver.takeOne();

    await press(page, t('admin:webhooks.replaySince'));
    const since = dialogOf(page, t('admin:webhooks.replaySince'));
    await press(since, t('admin:webhooks.replay'));
    await shows(since, t('rules.time'));
    await field(since, t('admin:webhooks.since')).fill('2026-01-01T00:00');
    await gone(since, () => press(since, t('admin:webhooks.replay')));

    await press(page, t('admin:webhooks.pause'));
    await shows(page, t('admin:webhooks.state.paused'), { exact: true });
    await press(page, t('admin:webhooks.resume'));
    await shows(page, t('admin:webhooks.state.active'), { exact: true });

    await page.getByRole('tab', { name: t('admin:webhooks.settings') }).click();
    await field(page, t('admin:webhooks.event.issue-traced')).check();
    await press(page, t('action.save'));
    await shows(page, t('admin:webhooks.saved'));
    await pressAndConfirm(page.getByRole('main'), t('admin:webhooks.rotate'));
    await expect(page.getByRole('textbox', { name: t('admin:webhooks.secret') })).toHaveValue(/^whsec_/);
    await assertLooks(page, 'the settings of a webhook', [320, 1280]);
    await press(page, t('action.copy'));
    await button(page, t('action.copied')).waitFor();
    await pressAndConfirm(page.getByRole('main'), t('admin:webhooks.delete'));
    await titled(page, t('admin:webhooks.title'));
    await shows(page, t('admin:webhooks.none'));
    assert.deepEqual((await admin.get('/api/v1/webhooks')).items, []);
    assertCalm((complaint) => complaint.includes(' 400 '));
  });
});
