import type { Page } from '@playwright/test';
import { expect, goOn, ready, stepOf, test, word } from './support/site.ts';

/** Presses Tab until something that fits the selector has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`nothing that fits ${selector} takes the focus`);
}

async function enter(page: Page): Promise<void> {
  const before = await stepOf(page);
  await tabTo(page, '.assess-actions .button');
  await page.keyboard.press('Enter');
  await expect(page.locator('.assess')).not.toHaveAttribute('data-step', before);
}

test('everything can be done with the keyboard alone, and the focus follows', async ({ page }) => {
  test.slow();
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await tabTo(page, '.hero .button');
  await page.keyboard.press('Enter');
  await ready(page);

  await tabTo(page, '#useCase');
  await page.keyboard.press('ArrowDown');
  await enter(page);
  await expect(page.locator('h1')).toBeFocused();

  // Nothing chosen: the summary takes the focus and leads to the field.
  await tabTo(page, '.assess-actions .button');
  await page.keyboard.press('Enter');
  await expect(page.locator('.error-summary')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#conversation')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await enter(page);

  await tabTo(page, '#longestRunSeconds');
  await page.keyboard.type('3');
  await page.keyboard.press('Tab');
  await page.keyboard.type(word('en', 'assess', 'minute'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await enter(page);
  expect(page.url()).toContain('longestRunSeconds=180');

  while ((await stepOf(page)) !== 'check') {
    const step = await stepOf(page);
    if (step !== 'path' && step !== 'service') {
      // Radios are one stop for Tab; the last one is "not sure".
      await tabTo(page, `#${step}, [id^="${step}-"]`);
      if ((await page.locator(`#${step}-not-sure`).getAttribute('type')) === 'radio')
        await page.keyboard.press('ArrowUp');
      else {
        await tabTo(page, `#${step}-not-sure`);
        await page.keyboard.press('Space');
      }
    }
    await enter(page);
  }
  await tabTo(page, '.check-actions a');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/result\/#v=1/);
  await ready(page);
  await tabTo(page, '.section-nav a');
  await page.keyboard.press('Enter');
  await expect(page.locator('#dimensions-title')).toBeFocused();
  expect(page.url()).toContain('useCase=');
});

test('a field that cannot be used says so beside it and in the summary, and keeps what was typed', async ({ page }) => {
  await page.goto('/assess/#v=1&useCase=dashboard&at=peakClients');
  await ready(page);
  await page.locator('#peakClients').fill('many');
  await page.locator('.assess-actions .button').click();
  await expect(page.locator('.error-summary')).toBeFocused();
  await expect(page.locator('#peakClients-error')).toBeVisible();
  await expect(page.locator('#peakClients')).toHaveValue('many');
  await page.locator('#peakClients').fill('２,０００');
  await goOn(page);
  expect(page.url()).toContain('peakClients=2000');
});
