import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { questions } from '../../src/questions/index.ts';
import { expect, fragmentOf, locales, open, prefix, scenarioAnswers, test } from './support/site.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

const terminal = fragmentOf(scenarioAnswers('web-terminal'));
const open3 = 'v=1&rules=0.9&useCase=ai-agent&conversation=server-streams&ifCut=not-sure';

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme} colours`, () => {
    test.use({ colorScheme: scheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const locale of locales) {
      test(`pages to read have no accessibility problem (${locale})`, async ({ page }) => {
        for (const name of ['', 'about/', 'changes/', '404.html']) {
          await page.goto(prefix(name === '404.html' ? 'en' : locale) + name);
          expect(await violations(page), name).toEqual([]);
        }
      });

      test(`the questionnaire as a whole has none, with errors shown and answers checked (${locale})`, async ({
        page,
      }) => {
        await open(page, `${prefix(locale)}assess/#v=1&useCase=ai-agent&at=all`);
        await page.locator('#peakClients').fill('x');
        await page.locator('#service-port').fill('0');
        await page.locator('.assess-actions .button').click();
        await page.locator('.error-summary').waitFor();
        expect(await violations(page)).toEqual([]);
        await open(page, `${prefix(locale)}assess/#${open3}&at=check`);
        expect(await violations(page)).toEqual([]);
      });

      test(`the result has none, with everything open (${locale})`, async ({ page }) => {
        for (const fragment of [terminal, open3, 'v=1&useCase=nonsense']) {
          await open(page, `${prefix(locale)}result/#${fragment}`);
          for (const drawing of await page.locator('.drawing').all()) {
            await drawing.evaluate((box) => box.parentElement?.scrollIntoView());
            await drawing.locator('svg').waitFor();
          }
          await page.evaluate(() => {
            const some = [...document.querySelectorAll('details')];
            for (const details of some) details.open = true;
          });
          await page.waitForTimeout(200);
          expect(await violations(page), fragment).toEqual([]);
        }
      });
    }
  });
}

test('every question on its own has none', async ({ page }) => {
  for (const step of [...questions.map(({ id }) => id), 'path', 'service']) {
    await open(page, `/assess/#v=1&useCase=ai-agent&conversation=server-streams&clients=browser&at=${step}`);
    await expect(page.locator('.assess')).toHaveAttribute('data-step', step);
    expect(await violations(page), step).toEqual([]);
  }
});
