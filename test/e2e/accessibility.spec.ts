import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { questions } from '../../src/questions/index.ts';
import { expect, open, prefix, test } from './support/site.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

const unsure = 'v=1&rules=0.9&useCase=ai-agent&conversation=server-streams&ifCut=not-sure';

// Colours do not depend on the language, so one pass of each covers both.
for (const [scheme, locale] of [
  ['light', 'en'],
  ['dark', 'zh-cn'],
] as const) {
  test.describe(`in ${scheme} colours, ${locale}`, () => {
    test.use({ colorScheme: scheme, contextOptions: { reducedMotion: 'reduce' } });

    test('pages to read have no accessibility problem', async ({ page }) => {
      for (const path of ['', 'about/', 'changes/', 'link/'].map((name) => prefix(locale) + name).concat('/404.html')) {
        await page.goto(path);
        expect(await violations(page), path).toEqual([]);
      }
    });

    test('all questions with errors shown have none, nor has the check of the answers', async ({ page }) => {
      await open(page, `${prefix(locale)}assess/#v=1&useCase=ai-agent&at=all`);
      await page.locator('#peakClients').fill('x');
      await page.locator('#service-port').fill('0');
      await page.locator('.assess-actions .button').click();
      await page.locator('.error-summary').waitFor();
      expect(await violations(page)).toEqual([]);
      await open(page, `${prefix(locale)}assess/#${unsure}&at=check`);
      expect(await violations(page)).toEqual([]);
    });

    test('the result has none, with everything open, nor has a link that cannot be read', async ({ page }) => {
      test.setTimeout(180_000);
      await open(page, `${prefix(locale)}result/#v=1&useCase=nonsense`);
      expect(await violations(page)).toEqual([]);
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
      await expect(page.locator('.open-question form').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

// The questions are shared out between the two screen sizes.
test('questions on their own have none', async ({ page, isMobile }) => {
  test.slow();
  const all = [...questions.map(({ id }) => id), 'path', 'service'];
  for (const step of all.filter((_, index) => (index % 2 === 0) === isMobile)) {
    await open(page, `/assess/#v=1&useCase=ai-agent&conversation=server-streams&clients=browser&at=${step}`);
    await expect(page.locator('.assess')).toHaveAttribute('data-step', step);
    expect(await violations(page), step).toEqual([]);
  }
});
