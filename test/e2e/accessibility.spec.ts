import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { questions } from '../../src/questions/index.ts';
import { expect, locales, open, prefix, test } from './support/site.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that look at colours: all that can differ between the themes, whose pages are otherwise the same. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

async function violations(axe: AxeBuilder) {
  const { violations: found } = await axe.analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

/** No rule is broken by the page as it is now, in either theme. */
async function expectNone(page: Page, where = page.url()) {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await violations(new AxeBuilder({ page }).withTags(TAGS)), `${where}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(new AxeBuilder({ page }).withRules(COLOURS)), `${where}, dark`).toEqual([]);
}

const unsure = 'v=1&rules=0.9&useCase=ai-agent&conversation=server-streams&ifCut=not-sure';
const every = [...questions.map(({ id }) => id), 'path', 'service'];

for (const locale of locales) {
  test(`pages to read have no accessibility problem (${locale})`, async ({ page }) => {
    test.slow();
    for (const path of ['', 'about/', 'changes/', 'link/'].map((name) => prefix(locale) + name).concat('/404.html')) {
      await page.goto(path);
      await expectNone(page);
    }
  });

  test(`all questions with errors shown have none, nor has the check of the answers (${locale})`, async ({ page }) => {
    test.slow();
    await open(page, `${prefix(locale)}assess/#v=1&useCase=ai-agent&at=all`);
    await page.locator('#peakClients').fill('x');
    await page.locator('#service-port').fill('0');
    await page.locator('.assess-actions .button').click();
    await page.locator('.error-summary').waitFor();
    await expectNone(page);
    await open(page, `${prefix(locale)}assess/#${unsure}&at=check`);
    await expectNone(page);
  });

  test(`questions on their own have none (${locale})`, async ({ page, isMobile }) => {
    test.slow();
    // Shared out between the two screen sizes, so that both languages meet every step.
    const steps = every.filter((_, index) => (index % 2 === 0) === isMobile);
    for (const step of steps) {
      await open(
        page,
        `${prefix(locale)}assess/#v=1&useCase=ai-agent&conversation=server-streams&clients=browser&at=${step}`,
      );
      await expect(page.locator('.assess')).toHaveAttribute('data-step', step);
      await expectNone(page, step);
    }
  });

  test(`the result has none, with everything open, nor has a link that cannot be read (${locale})`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await open(page, `${prefix(locale)}result/#v=1&useCase=nonsense`);
    await expectNone(page);
    await open(page, `${prefix(locale)}result/#${unsure}`);
    for (const drawing of await page.locator('.drawing').all()) {
      await drawing.evaluate((box) => box.parentElement?.scrollIntoView());
      await drawing.locator('svg').waitFor();
    }
    // Of the candidates two are enough, and of the files one of each kind: all are drawn by the same few lines.
    await page.locator('details:not(.candidate, .file + .file)').evaluateAll((all) => {
      for (const details of all as HTMLDetailsElement[]) details.open = true;
    });
    for (const position of [0, 8]) await page.locator('.candidate > summary').nth(position).click();
    await page.locator('.open-summary').first().click();
    await expect(page.locator('.open-question form').first()).toBeVisible();
    await expectNone(page);
  });
}

test('with colours of the system, what is chosen and where the focus is can still be seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const outline = (part: Locator) => part.evaluate((element) => getComputedStyle(element).outlineStyle);
  await open(page, '/assess/#v=1&useCase=ai-agent&at=longestRunSeconds');
  await page.locator('.chip').first().click();
  expect(await outline(page.locator('.chip').first())).toBe('solid');
  expect(await outline(page.locator('.chip').last())).toBe('none');
  await page.keyboard.press('Tab');
  expect(await outline(page.locator(':focus'))).toBe('solid');
  await open(page, '/assess/#v=1&useCase=ai-agent&at=useCase');
  expect(await outline(page.locator('.option:has(:checked)'))).toBe('solid');
  expect(await outline(page.locator('.theme-choice:has(:checked)'))).toBe('solid');
  await open(page, '/result/#v=1&useCase=terminal&ifCut=never');
  const bars = page.locator('.verdict-title .bars i');
  const fills = await bars.evaluateAll((all) => all.map((bar) => getComputedStyle(bar).backgroundColor));
  expect(new Set(fills).size).toBe(fills.length === 3 && fills[0] === fills[2] ? 1 : 2);
});
