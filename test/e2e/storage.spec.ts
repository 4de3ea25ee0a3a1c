import type { Page } from '@playwright/test';
import { answer, expect, goOn, open, ready, stepOf, test, word } from './support/site.ts';

const say = (room: string, key: string) => word('en', room, key);
const entries = (page: Page, start = 'streamfit.draft.') =>
  page.evaluate(
    (prefix) => Object.entries(localStorage).flatMap(([key, text]) => (key.startsWith(prefix) ? [text] : [])),
    start,
  );
/** A second tab of the same browser with the same draft. */
async function second(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto('/assess/');
  await ready(tab);
  return tab;
}

test('at every step a reload, a new tab and the browser’s Back keep what was answered', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'log-stream');
  await goOn(page);
  const steps: string[] = [];
  for (let step = await stepOf(page); step !== 'check'; step = await goOn(page)) {
    if (step !== 'path' && step !== 'service') {
      await page.locator(`#${step}-not-sure`).check();
      await expect(page).toHaveURL(new RegExp(`${step}=not-sure`));
    }
    // Reading the page anew costs time, so the first steps and the last ones stand for all.
    if (steps.length < 3 || step === 'service') {
      await page.reload();
      await ready(page);
      expect(await stepOf(page)).toBe(step);
      if (step !== 'service') await expect(page.locator(`#${step}-not-sure`)).toBeChecked();
    }
    steps.push(step);
  }
  const url = page.url().replace(/&at=.*/, '');
  const tab = await second(page);
  await expect(tab).toHaveURL(`${url}&at=check`);
  expect(await stepOf(tab)).toBe('check');
  await page.goBack();
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'service');
  expect(page.url()).toContain(`${steps[0]}=not-sure`);
  expect(await entries(page)).toHaveLength(1);
});

test('text that is no answer yet outlives a reload', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=dashboard&conversation=server-streams&at=peakClients');
  await page.locator('#peakClients').fill('a few');
  await page.reload();
  await ready(page);
  await expect(page.locator('#peakClients')).toHaveValue('a few');
  await page.locator('#peakClients').fill('12');
  await expect(page).toHaveURL(/peakClients=12/);
  await page.reload();
  await ready(page);
  await expect(page.locator('#peakClients')).toHaveValue('12');
});

test('two tabs with the same draft follow each other, and Undo brings back what was here', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'dashboard');
  await goOn(page);
  const tab = await second(page);
  await tab.locator('#conversation-server-streams').check();
  await expect(page.locator('#conversation-server-streams')).toBeChecked();
  await expect(page.getByText(say('assess', 'followed'))).toBeVisible();
  expect(await entries(page)).toHaveLength(1);
  await page.getByRole('button', { name: say('keys', 'undo'), exact: true }).click();
  await expect(page.locator('#conversation-server-streams')).not.toBeChecked();
  await expect(tab.locator('#conversation-server-streams')).not.toBeChecked();
});

test('two tabs that change the same draft at once leave both, and what is half typed stays', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=dashboard&conversation=server-streams&at=peakClients');
  await answer(page, 'peakClients', 10);
  await expect(page).toHaveURL(/peakClients=10/);
  const tab = await second(page);
  await expect(tab.locator('#peakClients')).toHaveValue('10');

  await page.locator('#peakClients').fill('some');
  await expect(page).not.toHaveURL(/peakClients=/);
  await expect(tab.locator('#peakClients')).toHaveValue('');
  await tab
    .locator('.assess-top')
    .getByRole('button', { name: say('assess', 'back') })
    .click();
  await tab.locator('.option:not(:has(:checked)) input').first().check();
  await expect(page.getByText(say('assess', 'followed'))).toBeVisible();
  await expect(page.locator('#peakClients')).toHaveValue('some');

  // This tab does not hear of the other before it writes, as when it was asleep.
  await page.evaluate(() => {
    window.addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true });
    const key = Object.keys(localStorage).find((name) => name.startsWith('streamfit.draft.')) ?? '';
    const entry = JSON.parse(localStorage.getItem(key) ?? '');
    localStorage.setItem(key, JSON.stringify({ ...entry, fragment: `${entry.fragment}&ifCut=never` }));
  });
  await page.locator('#peakClients').fill('77');
  await expect(page.getByText(say('assess', 'forked'))).toBeVisible();
  // What was followed a moment ago may still be on its way to storage, and is then what takes a place of its own.
  await expect
    .poll(async () => {
      const both = await entries(page);
      return ['ifCut=never', 'peakClients=77'].map((part) => both.filter((text) => text.includes(part)).length);
    })
    .toEqual([1, 1]);
  await page.getByRole('button', { name: say('assess', 'takeOver') }).click();
  await expect(page).toHaveURL(/ifCut=never/);
});

test('a full storage is said once; answers stay in the address, through reload, and go out as a file', async ({
  page,
}) => {
  await open(page, '/assess/');
  await page.evaluate(() => {
    // To the last character, with the browser's own limit.
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (let count = 0; ; count += 1) localStorage.setItem(`filler.${size}.${count}`, 'x'.repeat(size));
      } catch {
        // smaller pieces fill the rest
      }
    }
  });
  await answer(page, 'useCase', 'chat');
  await expect(page.getByText(say('assess', 'full'))).toHaveCount(1);
  await goOn(page);
  await answer(page, 'conversation', 'interleaved');
  await expect(page).toHaveURL(/conversation=interleaved/);
  await expect(page.getByText(say('assess', 'full'))).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.locator('#conversation-interleaved')).toBeChecked();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('assess', 'saveFile') }).click();
  await download;
  await page.evaluate(() => localStorage.clear());
  await answer(page, 'conversation', 'server-streams');
  await expect.poll(async () => (await entries(page)).length).toBe(1);
});

test('where storage is forbidden, files open, drafts say why there are none, and Back leads to what was here', async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await open(page, '/assess/');
  await expect(page.getByText(say('assess', 'noStorage'))).toHaveCount(1);
  await answer(page, 'useCase', 'chat');
  await expect(page).toHaveURL(/useCase=chat/);
  const file = (name: string, useCase: string) => ({
    name,
    mimeType: 'text/yaml',
    buffer: Buffer.from(`version: 1\nanswers: { useCase: ${useCase} }\n`),
  });
  await page.locator('#answer-file').setInputFiles([file('one.yaml', 'media'), file('two.yaml', 'terminal')]);
  await expect(page).toHaveURL(/useCase=media/);
  await expect(page.locator('.notes')).toContainText('two.yaml');
  await page.getByRole('button', { name: say('drafts', 'title'), exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(say('assess', 'noStorage'));
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(page.locator('#useCase-chat')).toBeChecked();
});

test('what cannot be read is put aside, said once, shown and deleted only by hand', async ({ page }) => {
  await page.goto('/changes/');
  await page.evaluate(() => {
    localStorage.setItem('streamfit.draft.bad', '{"version":1,"fragm');
    localStorage.setItem('streamfit.draft', 'v=1&useCase=terminal&at=conversation');
  });
  await open(page, '/assess/');
  await expect(page.getByText(say('assess', 'unreadableDraft'))).toBeVisible();
  expect(await stepOf(page)).toBe('conversation'); // the good one remains
  await open(page, '/assess/');
  await expect(page.getByText(say('assess', 'unreadableDraft'))).toHaveCount(0);
  await page.getByRole('button', { name: say('drafts', 'title'), exact: true }).click();
  const aside = page.getByRole('region', { name: say('drafts', 'unreadable') });
  await expect(aside).toContainText('{"version":1,"fragm');
  await aside.getByRole('button', { name: say('drafts', 'remove') }).click();
  await expect(aside).toHaveCount(0);
  expect(await entries(page, 'streamfit.aside.')).toEqual([]);
  await page.getByRole('dialog').getByRole('status').getByRole('button').click();
  await expect(aside).toBeVisible();
});
