import { after, describe, it } from 'node:test';
import { startAzurite } from '../servers/azurite.ts';
import { newAzureContainer } from '../servers/buckets.ts';
import { freePorts } from '../support/ports.ts';
import { hourMs } from '../support/settable-clock.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { field, press, shows } from './support/parts.ts';
import { expect } from './support/settled.ts';
import { createContest, publishPage } from './support/teaching.ts';
import { like, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const [port] = await freePorts();
const app = await startWebApp({
  ...(await newAzureContainer(azurite)),
  LECTERN_PORT: String(port),
  LECTERN_PUBLIC_URL: `http://127.0.0.1:${port}`,
  LECTERN_TRUSTED_PROXIES: '127.0.0.1',
  LECTERN_BIND_URLS: 'networks',
});
const teacher = await app.client('teacher');
const { contestId, taskIds } = await createContest(teacher, 'Bound', {
  ...{ startsAtMs: Date.now() - hourMs, titles: ['Bound first'], emails: ['student@example.org'] },
  settings: { networks: [{ network: '2001:db8::/32' }] },
});
const taskId = taskIds[0] as string;
await publishPage(teacher, taskId);

describe('the networks of a contest, when the storage binds links to IPv4 addresses only', () => {
  it('are offered to a teacher with this limit', async () => {
    const { page, assertCalm } = await app.open({
      as: 'teacher',
      path: `/manage/contests/${contestId}?tab=prepare`,
    });
    await shows(page, t('contests:contestForm.urlBinding.ipv4'));
    assertCalm();
  });

  it('show a participant over IPv6 the contest, and why a task does not open', async () => {
    const { page, context } = await app.open({
      as: 'student',
      path: `/contests/${contestId}`,
      width: 360,
      ownSession: true,
    });
    await context.setExtraHTTPHeaders({ 'X-Forwarded-For': '2001:db8:1::7' });
    await page.reload();
    await page.getByRole('link', { name: 'Bound first' }).click();
    await shows(page, t('errors.address-unsupported'));
    await assertAccessible(page);
    await assertFitsWidth(page);
    await context.close();
  });

  it('are explained to a teacher who asks about an IPv6 address', async () => {
    const { page, assertCalm } = await app.open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=access`,
    });
    const email = 'student@example.org';
    await field(page, t('tasks:person.email')).fill(email);
    await page.getByRole('textbox', { name: t('tasks:access.address') }).fill('2001:db8:1::7');
    await press(page, t('tasks:access.ask'));
    await shows(
      page,
      like((at) => t('tasks:access.noUrl', { email, at })),
    );
    await shows(page, t('tasks:access.why.noUrl'));
    await assertAccessible(page);
    await expect(page.getByText(t('tasks:access.inNetworksOnly'))).toHaveCount(1);
    assertCalm();
  });
});
