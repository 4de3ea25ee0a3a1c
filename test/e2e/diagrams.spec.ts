import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { expect, fragmentOf, locales, open, prefix, ready, scenarioAnswers, test, word } from './support/site.ts';

const chat = fragmentOf(scenarioAnswers('support-chat'));
const say = (key: string) => word('en', 'result', key);

/** The nth diagram, drawn. */
async function drawn(page: Page, index: number) {
  const figure = page.locator('.diagram').nth(index);
  await figure.evaluate((box) => box.scrollIntoView());
  await expect(figure.locator('svg[role=img]')).toBeVisible();
  return figure;
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<[Download, Buffer]> {
  const waiting = page.waitForEvent('download');
  await press();
  const download = await waiting;
  return [download, readFileSync(await download.path())];
}

test('diagrams are drawn when they come near, follow the colours of the page, and stay as text', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  await expect(page.locator('.diagram')).toHaveCount(3);
  for (const index of [0, 1, 2]) await drawn(page, index);
  const colours = () =>
    page
      .locator('.drawing svg text')
      .first()
      .evaluate((text) => {
        const { fill } = getComputedStyle(text);
        return fill;
      });
  const light = await colours();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colours).not.toBe(light);
  const figure = page.locator('.diagram').nth(1);
  await figure.getByText(say('asText')).click();
  await expect(figure.locator('.diagram-text li').first()).toContainText('→');
});

test('a diagram is enlarged by buttons and keys, and taken along as SVG, PNG and Mermaid', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
  await open(page, `/result/#${chat}`);
  const figure = await drawn(page, 0);
  const drawing = figure.locator('.drawing svg');
  const width = () => drawing.evaluate((svg) => Math.round(svg.getBoundingClientRect().width));
  const frame = await figure.locator('.drawing').evaluate((box) => box.clientWidth);
  const start = await width();
  await figure.getByRole('button', { name: say('zoomIn') }).click();
  await expect.poll(width).toBeGreaterThan(start * 1.2);
  await figure.locator('.drawing').focus();
  await page.keyboard.press('0');
  await expect.poll(width).toBeLessThanOrEqual(frame);
  await page.keyboard.press('1');
  const natural = await drawing.evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
  await expect.poll(width).toBe(Math.ceil(natural));
  await page.keyboard.press('-');
  await expect.poll(width).toBeLessThan(natural * 0.85);

  const button = (kind: string) => figure.getByRole('button', { name: say('downloadAs').replace('{kind}', kind) });
  const [svgFile, svg] = await downloaded(page, () => button('SVG').click());
  expect(svgFile.suggestedFilename()).toBe('path.svg');
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return { tag: root.tagName, text: root.textContent };
  }, svg.toString());
  expect(parsed.tag).toBe('svg');
  expect(parsed.text).toContain('Nginx');
  expect(svg.toString()).not.toMatch(/var\(|light-dark|href="http|url\(http/);
  const [pngFile, png] = await downloaded(page, () => button('PNG').click());
  expect(pngFile.suggestedFilename()).toBe('path.png');
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect(png.readUInt32BE(16)).toBe(Math.ceil(natural * 2));
  expect(png.length).toBeGreaterThan(5000);

  await figure.getByText(say('mermaidSource'), { exact: true }).click();
  const shown = await figure.locator('pre').innerText();
  await figure.getByRole('button', { name: say('copyMermaid') }).click();
  await expect(figure.locator('.copy-state')).toHaveText(say('copied'));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});

test('a diagram that cannot be drawn leaves its text', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '' }); // its console may complain about the missing file
  await page.route(/mermaid/i, (route) => route.abort());
  await page.goto(`/result/#${chat}`);
  await ready(page);
  const figure = page.locator('.diagram').first();
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toContainText(say('notDrawn'));
  await figure.getByText(say('mermaidSource')).click();
  await expect(figure.locator('pre')).toContainText('flowchart');
  await page.close();
});

for (const locale of locales)
  test(`the changes of a raised limit are told without colour (${locale})`, async ({ page }) => {
    await open(page, `${prefix(locale)}result/#${chat}`);
    const kind = page.locator('.file-group', { has: page.getByText('backend-config.yaml', { exact: true }) });
    await kind.locator('summary').first().click();
    const file = kind.locator('.file', { hasText: 'backend-config.yaml' });
    await file.locator('summary').click();
    await file.getByRole('button', { name: word(locale, 'result', 'fromToday') }).click();
    await expect(file.locator('del')).toHaveText([/−\s+\S+\s+timeoutSec: 300/, /−\s+\S+\s+drainingTimeoutSec: 0/]);
    await expect(file.locator('ins').first()).toHaveText(/\+\s+\S+\s+timeoutSec: 3600/);
    await expect(file.locator('ins').first()).toContainText(word(locale, 'result', 'addedLine'));
  });
