import { expect, locales, prefix, ready, scenarioAnswers, test, textsIn, walk, word } from './support/site.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

for (const locale of locales) {
  test(`a team with an AI reply goes from the landing page to a copied configuration (${locale})`, async ({ page }) => {
    const say = (room: string, key: string) => word(locale, room, key);
    const { protocols, platform } = textsIn(locale);

    await page.goto(prefix(locale));
    await page.getByRole('link', { name: say('landing', 'start') }).click();
    await ready(page);
    const steps = await walk(page, scenarioAnswers('ai-chat-reply'));
    expect(steps.slice(0, 3)).toEqual(['useCase', 'conversation', 'longestRunSeconds']);
    expect(steps.slice(-2)).toEqual(['path', 'service']);

    await page.getByRole('link', { name: say('assess', 'seeAdvice') }).click();
    await ready(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(protocols.protocols['http-stream']?.name ?? '');
    await expect(page.locator('.verdict-title')).toContainText(platform.tiers['1']?.name ?? '');
    expect(new URL(page.url()).search).toBe('');

    const file = page.locator('.file', { hasText: 'nginx-location.conf' });
    await expect(file.locator('.token').first()).toBeVisible();
    await file.getByRole('button', { name: say('result', 'copy'), exact: true }).click();
    await expect(file.getByRole('status')).toHaveText(say('result', 'copied'));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('proxy_read_timeout');
    expect(copied.trim()).toBe((await file.locator('pre').innerText()).trim());
  });
}
