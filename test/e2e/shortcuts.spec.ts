import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answer, expect, goOn, locales, open, prefix, ready, stepOf, test, word } from './support/site.ts';

const say = (room: string, key: string) => word('en', room, key);
const atStep = (page: Page, step: string) => expect(page.locator('.assess')).toHaveAttribute('data-step', step);

test('answers can be undone and done again, at the step where they were given', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'dashboard');
  await goOn(page);
  await answer(page, 'conversation', 'server-streams');
  await goOn(page);
  await page.locator('#longestRunSeconds').fill('30');
  await expect(page).toHaveURL(/longestRunSeconds=30/);
  // In a text field the keys are the browser's.
  await page.locator('#longestRunSeconds').focus();
  await page.keyboard.press('Control+z');
  await atStep(page, 'longestRunSeconds');
  await page.locator('#longestRunSeconds').fill('40');
  await page.locator('h1').focus();
  await expect(page).toHaveURL(/longestRunSeconds=40/);
  await page.keyboard.press('Control+z');
  await expect(page.locator('#longestRunSeconds')).toHaveValue('');
  await expect(page.getByText(/^Undone: /)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await atStep(page, 'conversation');
  await expect(page.locator('#conversation-server-streams')).not.toBeChecked();
  await expect(page.locator('h1')).toBeFocused();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('#conversation-server-streams')).toBeChecked();
  await page.keyboard.press('Control+y');
  await atStep(page, 'longestRunSeconds');
  await expect(page.locator('#longestRunSeconds')).toHaveValue('40');
  await expect(page).toHaveURL(/longestRunSeconds=40/);

  // On one page it stays there, and shows the question.
  await page.getByRole('button', { name: say('assess', 'showAll') }).click();
  await answer(page, 'clients', ['browser']);
  await expect(page).toHaveURL(/clients=browser/);
  await page.locator('#service-team').fill('Checkout');
  await expect(page).toHaveURL(/service.team=Checkout.*clients=browser/);
  const undo = page.getByRole('button', { name: say('keys', 'undo'), exact: true });
  await undo.click();
  await expect(page.locator('#service-team')).toHaveValue('');
  await expect(page.locator('#at-service .question-title')).toBeFocused();
  await undo.click();
  await expect(page.locator('#clients')).not.toBeChecked();
  await expect(page.locator('#at-clients .question-title')).toBeInViewport();
  await atStep(page, 'all');
});

test('single keys answer, lead on and back, and can be switched off for good', async ({ page }) => {
  await open(page, '/assess/');
  await page.locator('#main').focus();
  await expect(page.getByRole('button', { name: say('keys', 'title') })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.locator('.option input').nth(1)).toBeChecked();
  await expect(page.locator('.option input').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await atStep(page, 'conversation');
  await page.keyboard.press('0');
  await expect(page.locator('#conversation-not-sure')).toBeChecked();
  await page.keyboard.press('Enter');
  const amount = await stepOf(page);
  expect(amount).toBe('longestRunSeconds');
  await page.keyboard.press('1');
  await expect(page.locator('.chip').first()).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#longestRunSeconds').fill('');
  await page.keyboard.type('12');
  await expect(page.locator('#longestRunSeconds')).toHaveValue('12');
  await page.locator('h1').focus();
  await page.keyboard.press('b');
  await atStep(page, 'conversation');
  await page.keyboard.press('a');
  await atStep(page, 'all');
  await page.keyboard.press('a');
  await atStep(page, 'conversation');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: say('drafts', 'title') })).toBeVisible();
  await page.keyboard.press('b'); // nothing happens behind a dialog
  await page.keyboard.press('Escape');
  await atStep(page, 'conversation');

  await page.keyboard.press('Shift+?');
  const keys = page.getByRole('dialog', { name: say('keys', 'title') });
  await expect(keys).toBeVisible();
  await keys.getByRole('checkbox', { name: say('keys', 'single') }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.locator('h1')).toBeFocused();
  await page.reload();
  await ready(page);
  await page.locator('h1').focus();
  await page.keyboard.press('b');
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await atStep(page, 'conversation');
  // The list stays within reach, and Ctrl+Z is no single key.
  await answer(page, 'conversation', 'server-streams');
  await page.locator('h1').focus();
  await page.keyboard.press('Control+z');
  await expect(page.locator('#conversation-not-sure')).toBeChecked();
  await page.getByRole('button', { name: say('keys', 'title') }).click();
  await expect(keys).toBeVisible();
});

test('all on one page is remembered, and switching keeps the place and what is half typed', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=dashboard&conversation=server-streams&at=peakClients');
  await page.locator('#peakClients').fill('about');
  await page.getByRole('button', { name: say('assess', 'showAll') }).click();
  await expect(page.locator('#peakClients')).toHaveValue('about');
  await expect(page.locator('#at-peakClients .question-title')).toBeFocused();
  await expect(page.locator('#at-peakClients .question-title')).toBeInViewport();
  await page.locator('#clients').focus();
  await page.keyboard.press('a');
  await atStep(page, 'clients');
  await page.keyboard.press('a');
  await page.locator('#peakClients').focus();
  await page.getByRole('button', { name: say('assess', 'restart') }).click();
  await atStep(page, 'all');
  await open(page, '/assess/');
  await atStep(page, 'all');
  await page.getByRole('button', { name: say('assess', 'showOne') }).click();
  await atStep(page, 'useCase');
  await open(page, '/assess/');
  await page.locator('#useCase').focus();
  await page
    .getByRole('button', { name: say('assess', 'restart') })
    .first()
    .click();
  await atStep(page, 'useCase');
});

for (const locale of locales) {
  test(`the dialogs and notices have no accessibility problem (${locale})`, async ({ page }) => {
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    };
    await page.goto(prefix(locale));
    await page.evaluate(() => localStorage.setItem('streamfit.draft.bad', 'cut'));
    await open(page, `${prefix(locale)}assess/#v=1&useCase=terminal&at=useCase`);
    await answer(page, 'useCase', 'chat');
    await expect(page).toHaveURL(/useCase=chat/);
    await page.locator('h1').focus();
    await page.keyboard.press('s');
    await expect(page.locator('dialog .draft')).toHaveCount(2);
    await page
      .locator('dialog .draft')
      .first()
      .getByRole('button', { name: word(locale, 'drafts', 'rename') })
      .click();
    await check();
    await page.keyboard.press('Escape');
    await page
      .locator('dialog .draft')
      .first()
      .getByRole('button', { name: word(locale, 'drafts', 'remove') })
      .click();
    await check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    await page.getByRole('checkbox', { name: word(locale, 'keys', 'single') }).uncheck();
    await check();
    await page.keyboard.press('Escape');
    await page
      .locator('#answer-file')
      .setInputFiles({ name: 'a.yaml', mimeType: 'text/yaml', buffer: Buffer.from('a') });
    await expect(page.locator('.refused')).toBeFocused();
    await check();
  });
}
