import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { assertAccessible } from './support/looks.ts';
import { alerts, button, confirm, dialogOf, field, press, shows, tells, titled } from './support/parts.ts';
import { expect, gone, saved } from './support/settled.ts';
import { beginning, t } from './support/texts.ts';
import { signInForm, startWebApp } from './support/web-app.ts';

const app = await startWebApp({ LECTERN_SIGN_UP: 'open' });
const teacher = await app.client('teacher');

describe('an invitation', () => {
  it('is a link and a QR code, by which a person signs in and joins, until it is revoked', async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Graphs 202' } });
    const path = `/manage/groups/${groupId}?tab=members`;
    const { page, assertCalm } = await app.open({ as: 'teacher', path, width: 360 });
    await press(page, t('people:invitations.new'));
    const dialog = dialogOf(page, t('people:invitations.new'));
    const domains = field(dialog, t('people:invitations.emailDomains'));
    await domains.fill('school');
    await press(dialog, t('people:invitations.create'));
    await shows(dialog, t('people:invitations.emailDomainsWrong'));
    await domains.fill('@example.org');
    await saved(page, () => press(dialog, t('people:invitations.create')));
    await dialog.getByRole('img', { name: t('people:invitations.qr') }).waitFor();
    await shows(dialog, t('people:invitations.steps'));
    await shows(dialog, t('people:invitations.once'));
    await assertAccessible(page);
    const link = await field(dialog, t('people:invitations.link')).inputValue();
    assert.match(link, /\/join#token=[\w-]{43}$/);
    await button(dialog, t('people:invitations.print')).waitFor();
    await page.emulateMedia({ media: 'print' });
    await shows(dialog, link);
    await expect(dialog.getByRole('img', { name: t('people:invitations.qr') })).toBeVisible();
    for (const part of [page.locator('#root'), button(dialog, t('people:invitations.print'))])
      await expect(part).toBeHidden();
    const pages = (await PDFDocument.load(await page.pdf())).getPageCount();
    assert.equal(pages, 1);
    await page.emulateMedia({ media: null });
    await page.keyboard.press('Escape');

    const guest = await app.open({ path: '/sign-in' });
    await guest.page.goto(link);
    await guest.page.waitForURL(`${app.apiUrl}/sign-in?next=%2Fjoin`);
    const form = signInForm(guest.page);
    await form.fill('outsider@example.org', 'lectern-demo');
    await form.click();
    await shows(guest.page, t('join.text', { name: 'Oskar Outsider' }));
    assert.equal(guest.page.url(), `${app.apiUrl}/join`);
    await assertAccessible(guest.page);
    await press(guest.page, t('join.submit'));
    await alerts(guest.page, t('join.done', { name: 'Graphs 202' }));
    await titled(guest.page, t('home.title'));
    guest.assertCalm();

    await page.reload();
    const list = page.getByRole('list', { name: t('people:invitations.title') });
    const used = t('people:invitations.uses', { uses: '1', maxUses: '30' });
    await shows(list, `${used} · ${t('people:invitations.onlyFor', { list: 'example.org' })}`);
    await press(page, t('people:invitations.whoJoined'));
    const uses = dialogOf(page, t('people:invitations.whoJoined'));
    await shows(uses, 'Oskar Outsider');
    await gone(uses, () => page.keyboard.press('Escape'));

    await press(list, beginning(t('people:invitations.revokeOf', { time: '' })));
    await saved(page, () => confirm(page, t('people:invitations.revoke')));
    await shows(list, t('people:invitations.state.revoked'));
    assertCalm();

    const late = await app.open({ as: 'student', path: '/' });
    await late.page.goto(link);
    await press(late.page, t('join.submit'));
    await tells(late.page, t('join.refused'));
    await late.page.goto(`${app.apiUrl}/sign-in`);
    await late.page.evaluate('sessionStorage.clear()');
    await late.page.goto(`${app.apiUrl}/join`);
    await tells(late.page, t('join.incomplete'));
    await expect(late.page).toHaveURL(`${app.apiUrl}/join`);
  });
});
