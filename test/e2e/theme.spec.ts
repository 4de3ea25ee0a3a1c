import type { Page } from '@playwright/test';
import { expect, locales, prefix, test, word } from './support/site.ts';

type Theme = 'light' | 'system' | 'dark';

const say = (key: string) => word('en', 'theme', key);
const choose = (page: Page, theme: Theme) => page.getByRole('radio', { name: say(theme) }).check();

/** The colours that have to agree: what the page is painted with, and what it tells the browser round it. */
const colours = (page: Page) =>
  page.evaluate(() => {
    const probe = document.createElement('i');
    document.body.append(probe);
    const told = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')].filter(
      ({ media }) => window.matchMedia(media).matches,
    );
    probe.style.color = told.map(({ content }) => content).join();
    const paper = getComputedStyle(document.body).backgroundColor;
    const found = { paper, told: getComputedStyle(probe).color, count: told.length };
    probe.remove();
    return { ...found, scheme: getComputedStyle(document.documentElement).colorScheme };
  });
const LIGHT = 'rgb(252, 251, 248)';
const DARK = 'rgb(17, 24, 28)';
const painted = (paper: string, scheme: string) => ({ paper, told: paper, count: 1, scheme });

test('the theme is switched, kept for every page, and follows the system again', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await expect(page.getByRole('group', { name: say('label') }).getByRole('radio')).toHaveCount(3);
  await expect(page.getByRole('radio', { name: say('system') })).toBeChecked();
  expect(await colours(page)).toEqual(painted(LIGHT, 'light dark'));

  await choose(page, 'dark');
  expect(await colours(page)).toEqual(painted(DARK, 'dark'));
  for (const path of ['/assess/', '/zh-cn/about/', '/changes/', '/404.html']) {
    await page.goto(path);
    await expect(page.locator('input[name=theme][value=dark]')).toBeChecked();
    expect(await colours(page), path).toEqual(painted(DARK, 'dark'));
  }

  // By keyboard, as any group of radio buttons; a second tab follows at once.
  await page.goto('/');
  const other = await context.newPage();
  await other.goto('/about/');
  await page.getByRole('radio', { name: say('dark') }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: say('light') })).toBeFocused();
  await expect.poll(() => colours(other)).toEqual(painted(LIGHT, 'light'));
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colours(page)).toEqual(painted(LIGHT, 'light'));
  await choose(page, 'system');
  expect(await colours(page)).toEqual(painted(DARK, 'light dark'));
});

test('nothing is painted in the other theme first', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/about/');
  await choose(page, 'dark');
  // A page without a body has nothing to paint yet.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const { dataset } = document.documentElement;
      if (dataset['theme'] && !dataset['before']) dataset['before'] = String(document.body === null);
    }).observe(document, { attributes: true, subtree: true, childList: true });
  });
  for (const path of ['/', '/assess/', '/result/']) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.locator('html'), path).toHaveAttribute('data-before', 'true');
  }
});

test('a forbidden or full storage only shortens the choice to the page', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.addInitScript(() => {
    if (window.location.pathname === '/about/')
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  for (const path of ['/about/', '/changes/']) {
    await page.goto(path);
    await choose(page, 'dark');
    expect(await colours(page), path).toEqual(painted(DARK, 'dark'));
  }
});

test('paper stays light', async ({ page }) => {
  await page.goto('/about/');
  await choose(page, 'dark');
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  expect(await ink()).toBe('rgb(232, 237, 240)');
  await page.emulateMedia({ media: 'print' });
  expect(await ink()).toBe('rgb(27, 36, 41)');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const locale of locales) {
    test(`there is no switch that does nothing (${locale})`, async ({ page }) => {
      await page.goto(prefix(locale));
      await expect(page.locator('.theme')).toBeHidden();
    });
  }
});
