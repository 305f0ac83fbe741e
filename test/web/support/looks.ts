import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from 'playwright-core';
import { expect } from './settled.ts';
import type { ColorScheme } from './web-app.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Asserts that axe finds nothing serious or critical on the page (WCAG 2.2 A and AA). */
export const assertAccessible = (page: Page, what = page.url()): Promise<void> =>
  assertNothingSerious(page, { type: 'tag', values: standards }, what);

/** The same for a page with frames of other sites. */
export async function assertAccessibleWithFrames(page: Page, what = page.url()): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  assert.deepEqual(serious(violations), [], what);
}

/** Asserts that axe accepts the colors, which are all that a color scheme changes. */
const assertContrast = (page: Page, what: string): Promise<void> =>
  assertNothingSerious(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, what);

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
interface RunOnly {
  readonly type: 'tag' | 'rule';
  readonly values: ReadonlyArray<string>;
}
/** The version of axe that its Playwright builder uses. */
const axe: {
  readonly source: string;
  run(context: Document, options: object): Promise<{ readonly violations: Violations }>;
} = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core');

/** Loads axe itself, once per document: its Playwright builder takes five times as long. */
async function assertNothingSerious(page: Page, runOnly: RunOnly, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const { axe: loaded } = window as unknown as { axe: typeof axe };
    // Only violations are read, and none of these rules needs the style sheets.
    const found = await loaded.run(document, { runOnly: only, resultTypes: ['violations'], preload: false });
    return found.violations;
  }, runOnly);
  assert.deepEqual(serious(violations), [], what);
}

const serious = (violations: Violations) =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);

/** Asserts that a page or frame doesn't scroll sideways. */
export async function assertFitsWidth(page: Page | Frame, what = page.url()): Promise<void> {
  // Layout that depends on the window's size may change a few frames later.
  await page
    .waitForFunction(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      undefined,
      { timeout: 5000 },
    )
    .catch(() => {});
  const { overflow, beyond } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const rightOf = (element: Element) => element.getBoundingClientRect().right;
    const elements = [...document.querySelectorAll('body *')].filter((each) => rightOf(each) > clientWidth);
    return {
      overflow: scrollWidth - clientWidth,
      beyond: elements.map((each) => `${each.outerHTML.slice(0, 120)} up to ${rightOf(each)}`).slice(0, 12),
    };
  });
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide:\n${beyond.join('\n')}`);
}

/**
 * Asserts that the page is accessible in light mode, has enough contrast in dark mode, and is never too wide. Widths are in CSS pixels; axe
 * checks at the first one.
 */
export async function assertLooks(
  page: Page,
  what = page.url(),
  widths: ReadonlyArray<number> = [360],
): Promise<void> {
  await assertFits(page, what, widths.toReversed());
  await setColorScheme(page, 'light');
  await assertAccessible(page, `${what}, light`);
  await setColorScheme(page, 'dark');
  await assertContrast(page, `${what}, dark`);
}

/** Asserts what another language can break: the page's `lang`, and the width of its texts. */
export async function assertSpeaks(page: Page, language: 'en' | 'pl', what = page.url()): Promise<void> {
  await expect(page.locator('html'), what).toHaveAttribute('lang', language);
  await assertFits(page, `${what}, ${language}`, [360]);
}

/** Asserts that the page is not too wide at any of these widths. It is left at the last one. */
export async function assertFits(page: Page, what: string, widths: ReadonlyArray<number>): Promise<void> {
  const height = page.viewportSize()?.height ?? 800;
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    await assertFitsWidth(page, `${what}, at ${width} px,`);
    await assertNothingCut(page, `${what}, at ${width} px,`);
  }
}

/** Asserts that buttons and choices show all of their text. */
async function assertNothingCut(page: Page, what: string): Promise<void> {
  const words = ['Button-label', 'SegmentedControl-label', 'SegmentedControl-root', 'Divider-label'];
  const cut = await page
    .locator(words.map((part) => `.mantine-${part}`).join())
    .evaluateAll((all) =>
      all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent),
    );
  assert.deepEqual(cut, [], `${what} truncates text`);
}

async function setColorScheme(page: Page, colorScheme: ColorScheme): Promise<void> {
  // During a transition, colors have less contrast than before or after.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.waitForFunction(() =>
    // Scroll-driven animations never end.
    document
      .getAnimations()
      .every(({ playState, timeline }) => playState !== 'running' || timeline !== document.timeline),
  );
}
