import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { upTo } from '../support/up-to.ts';
import { focused, tells, titled } from './support/parts.ts';
import { expect } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, server } = await startWebApp();
const count = 5000;
insertManyTasks(server.dataDir, count);

describe('a list of 5,000 tasks', () => {
  for (const width of [1280, 360]) {
    it(`scrolls to its end, opens the last task, and returns to the same place, ${width} px wide`, async () => {
      const { page, assertCalm } = await open({ as: 'student', width });
      await page.getByRole('link', { name: 'Exercise 0001' }).waitFor();
      const last = page.getByRole('link', {
        name: 'Sum of Squares',
      });
      const bound = upTo(10_000);
      while (!(await last.isVisible()) && bound()) {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      const rows = page.getByRole('list', { name: t('home.openTasks') }).getByRole('listitem');
      const shown = await rows.count();
      assert.ok(shown < 60, `${shown} rows are in the document`);
      const total = Number(await rows.last().getAttribute('aria-setsize'));
      assert.ok(total > count);
      await expect(rows.last()).toHaveAttribute('aria-posinset', String(total));
      await tells(page, t('home.count', { count: total }));

      await last.scrollIntoViewIfNeeded();
      // In the window: what runs above the list may have another height then.
      const placeOf = async () => Math.round((await last.boundingBox())?.y ?? Number.NaN);
      const before = await placeOf();
      await last.click();
      await titled(page, 'Sum of Squares');
      await page.goBack();
      await focused(last);
      await expect.poll(placeOf).toBe(before);
      assertCalm();
    });
  }

  it('is completely in the document after a search, so that the browser finds every row', async () => {
    const { page } = await open({ as: 'student', path: '/?text=Exercise 12' });
    await page.getByRole('link', { name: 'Exercise 1200' }).waitFor();
    await tells(page, t('home.count', { count: 100 }));
    // Missing in TypeScript's types, but supported by all browsers: what Ctrl+F does.
    assert.equal(await page.evaluate('window.find("Exercise 1299")'), true);
  });

  it('is navigated by keyboard, row by row', async () => {
    const { page } = await open({ as: 'student' });
    await page.getByRole('link', { name: 'Exercise 0001' }).focus();
    for (let row = 2; row <= 40; row += 1) {
      await page.keyboard.press('Tab');
      const name = `Exercise ${String(row).padStart(4, '0')}`;
      await focused(page.getByRole('link', { name }));
    }
  });
});

/** Inserts tasks without a PDF, newest first `Exercise 0001`, into the demo's group while its server runs. */
function insertManyTasks(dataDir: string, count: number): void {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 10_000 });
  try {
    database.exec(`
      begin immediate;
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})
      insert into "tasks" ("id", "title", "foldedTitle", "primaryLanguage", "visibility", "createdBy", "createdAt", "updatedAt")
        select printf('ffffffff-%06d', ${count} - n), printf('Exercise %04d', n), printf('exercise %04d', n), 'en', 'restricted',
          (select "id" from "user" where "email" = 'teacher@example.org'), ${Date.now()} - n, ${Date.now()} - n from numbers;
      insert into "groupTasks" ("groupId", "taskId", "opensAt", "createdAt")
        select (select "id" from "groups" where "name" = 'Algorithms 101'), "id", 0, 0 from "tasks" where "id" like 'ffffffff-%';
      commit`);
  } finally {
    database.close();
  }
}
