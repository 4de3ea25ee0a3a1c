import type { Page } from '@playwright/test';
import { answer, expect, goOn, locales, open, prefix, ready, test } from './support/site.ts';

/** The most that may move under a reader's eyes, as browsers count it. */
const MOST_SHIFT = 0.02;

type Shift = { value: number; moved: string[] };
declare global {
  interface Window {
    shifts: Shift[];
  }
}

/** Records what moves without having been asked to; a step that was asked for is not a shift. */
async function watchShifts(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    window.shifts = [];
    type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
        const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : ''));
        if (!hadRecentInput) window.shifts.push({ value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    const shifts = await page.evaluate(() => window.shifts);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, `${page.url()} ${JSON.stringify(shifts, null, 2)}`).toBeLessThanOrEqual(MOST_SHIFT);
  };
}

const cases = [
  'v=1&useCase=ai-reply&conversation=server-streams&longestRunSeconds=180',
  'v=1&useCase=terminal&ifCut=never',
];

for (const locale of locales) {
  test(`nothing moves under the reader's eyes (${locale})`, async ({ page }) => {
    const expectStill = await watchShifts(page);
    for (const path of ['', 'about/', 'changes/']) {
      await page.goto(prefix(locale) + path, { waitUntil: 'networkidle' });
      await expectStill();
    }
    await open(page, `${prefix(locale)}assess/`);
    await answer(page, 'useCase', 'ai-reply');
    await goOn(page);
    await answer(page, 'conversation', 'server-streams');
    await goOn(page);
    await answer(page, 'longestRunSeconds', 180);
    await goOn(page);
    await page.waitForLoadState('networkidle');
    await expectStill();
    for (const fragment of cases) {
      await open(page, `${prefix(locale)}result/#${fragment}`);
      await page.waitForLoadState('networkidle');
      await expectStill();
    }
  });
}

const addresses = [
  ...['', 'about/', 'changes/', 'assess/', 'assess/#v=1&useCase=ai-agent&at=longestRunSeconds'],
  ...['assess/#v=1&useCase=ai-agent&at=all', 'assess/#v=1&useCase=ai-agent&at=check'],
  ...['assess/#v=1&useCase=nonsense', 'result/', ...cases.map((fragment) => `result/#${fragment}`)],
];

/** What stands out of the page to the side, or out of its own box where that cannot be scrolled. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 1) return []; // a pixel is lost in rounding
    const out = [...document.querySelectorAll('main *, header *, footer *')].filter(
      (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
    );
    return [`${wide} px too wide`, ...out.slice(0, 3).map((element) => element.outerHTML.slice(0, 160))];
  });

// WCAG 2.2: 1.4.10 at 320 px, which is 400 % zoom of 1280; 1.4.12 with the spacing that readers may set.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }';

test.describe('with a policy that lets the reader set a style', () => {
  test.use({ bypassCSP: true });
  for (const locale of locales) {
    test(`no page is wider than its screen, with the widest spacing of text too (${locale})`, async ({ page }) => {
      test.slow();
      for (const address of addresses) {
        await page.goto('about:blank');
        await page.goto(prefix(locale) + address);
        if (/assess|result/.test(address)) await ready(page);
        await page.waitForLoadState('networkidle');
        for (const width of [320, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await overflow(page), `${address} at ${width}`).toEqual([]);
        }
        await page.setViewportSize({ width: 320, height: 900 });
        await page.addStyleTag({ content: SPACING });
        expect(await overflow(page), `${address} with spacing`).toEqual([]);
      }
    });
  }
});
