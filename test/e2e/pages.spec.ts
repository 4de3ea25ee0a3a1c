import { expect, locales, prefix, test, word } from './support/site.ts';

test('every link of the site leads somewhere', async ({ page, request }) => {
  const seen = new Set<string>();
  const todo = ['/', '/zh-cn/'];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const response = await request.get(next);
    expect(response.status(), next).toBe(200);
    if (!(response.headers()['content-type'] ?? '').includes('html')) continue;
    await page.goto(next);
    const links = await page
      .locator('a[href], link[rel=icon], link[rel=stylesheet]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    for (const link of links) {
      const { origin, pathname } = new URL(link);
      if (origin === new URL(page.url()).origin) todo.push(pathname);
      else expect(link).toMatch(/^https:\/\//);
    }
  }
  for (const locale of locales) {
    for (const name of ['', 'assess/', 'result/', 'changes/', 'about/', 'link/'])
      expect(seen).toContain(prefix(locale) + name);
  }
});

test('an address without a page says so in both languages', async ({ page }) => {
  // The browser reports the 404 itself; everything else in the console still counts.
  const response = await page.request.get('/no-such-page/');
  expect(response.status()).toBe(404);
  const text = await response.text();
  for (const locale of locales) expect(text).toContain(word(locale, 'site', 'notFoundTitle'));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  for (const locale of locales) {
    test(`what can be read is there, and what cannot work says so (${locale})`, async ({ page }) => {
      await page.goto(prefix(locale));
      await expect(page.getByRole('link', { name: word(locale, 'landing', 'start') })).toBeVisible();
      for (const name of ['assess/', 'result/']) {
        await page.goto(prefix(locale) + name);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(locale, 'noScript', 'title'));
        for (const key of ['why', 'command']) {
          await expect(page.locator('noscript section')).toContainText(word(locale, 'noScript', key));
        }
        // Nothing is shown that would not work.
        await expect(page.locator('button:visible, input:visible, .assess:visible, .result:visible')).toHaveCount(0);
        for (const key of ['landing', 'about', 'changes']) {
          const link = page.getByRole('link', { name: word(locale, 'noScript', key) });
          expect((await page.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(200);
        }
      }
    });
  }
});

test('nothing is wider than the smallest and the largest screens', async ({ page }) => {
  for (const width of [320, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      '/',
      '/assess/',
      '/about/',
      '/changes/',
      '/link/',
      '/zh-cn/result/#v=1&useCase=terminal&ifCut=never',
    ]) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
