import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { answer, expect, fragmentOf, open, ready, scenarioAnswers, test, textsIn, word } from './support/site.ts';

const say = (room: string, key: string) => word('en', room, key);
const chat = fragmentOf(scenarioAnswers('support-chat'));

test('an open question answered on the page changes the advice and the link at once', async ({ page }) => {
  await open(page, '/result/#v=1&useCase=terminal&conversation=interleaved&longestRunSeconds=28800');
  const tiers = textsIn('en').platform.tiers;
  await expect(page.locator('.verdict-title .tier')).toHaveText(tiers['3']?.name ?? '');
  const item = page.locator('.open-question', { hasText: textsIn('en').questions['ifCut']?.label ?? '' });
  await item.locator('summary').first().click();
  await item.getByRole('button', { name: say('result', 'apply') }).click();
  await expect(item.locator('#ifCut-error')).toBeVisible();
  await answer(page, 'ifCut', 'resume');
  await item.getByRole('button', { name: say('result', 'apply') }).click();
  await expect(page.locator('.verdict-title .tier')).toHaveText(tiers['2']?.name ?? '');
  expect(page.url()).toContain('ifCut=resume');
  await page.goBack();
  await expect(page.locator('.verdict-title .tier')).toHaveText(tiers['3']?.name ?? '');
});

test('answers.yaml goes out and comes back in', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: say('result', 'saveAnswers') }).click();
  const path = await (await download).path();
  expect(parse(readFileSync(path, 'utf8')).answers).toEqual(scenarioAnswers('support-chat').answers);

  await open(page, '/assess/');
  await page.getByText(say('assess', 'tools')).click();
  await page.locator('#answer-file').setInputFiles(path);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'check');
  expect(page.url()).toContain('useCase=chat');
});

test('a file with mistakes is refused, with every mistake listed', async ({ page }) => {
  await open(page, '/assess/');
  await page.getByText(say('assess', 'tools')).click();
  const file = (text: string) => ({ name: 'answers.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  await page
    .locator('#answer-file')
    .setInputFiles(file('version: 2\nanswers: { useCase: nonsense, peakClients: 0 }\n'));
  const problems = page.locator('.open-file').getByRole('listitem');
  await expect(problems).toHaveCount(3);
  await page.locator('#answer-file').setInputFiles(file('version: [1\n'));
  await expect(problems).toHaveCount(1);
  await page.locator('#answer-file').setInputFiles(file('version: 1\nanswers: { useCase: media }\n'));
  await expect(page).toHaveURL(/useCase=media/);
});

test('diagrams are drawn, follow the colours of the page, and stay as text', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  const drawings = page.locator('.drawing');
  await expect(drawings).toHaveCount(3);
  const fill = () =>
    page
      .locator('.drawing svg text')
      .first()
      .evaluate((text) => getComputedStyle(text).fill);
  for (const drawing of await drawings.all()) {
    await drawing.evaluate((box) => box.parentElement?.scrollIntoView());
    await expect(drawing.locator('svg[role=img]')).toBeVisible();
  }
  const light = await fill();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(fill).not.toBe(light);
  const figure = page.locator('.diagram').nth(1);
  await figure.getByText(say('result', 'asText')).click();
  await expect(figure.locator('.diagram-text li').first()).toContainText('→');
});

test.describe('without Mermaid', () => {
  test('a diagram that cannot be drawn leaves its text', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' }); // its console may complain about the missing file
    await page.route(/mermaid/i, (route) => route.abort());
    await page.goto(`/result/#${chat}`);
    await ready(page);
    const figure = page.locator('.diagram').first();
    await figure.scrollIntoViewIfNeeded();
    await expect(figure).toContainText(say('result', 'notDrawn'));
    await figure.getByText(say('result', 'mermaidSource')).click();
    await expect(figure.locator('pre')).toContainText('flowchart');
    await page.close();
  });
});

test('a candidate opens to all its findings, with what they rest on', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  const candidate = page.locator('.candidate', { hasText: 'gRPC' }).first();
  await candidate.locator('summary').first().click();
  await expect(candidate.locator('.finding').first()).toBeVisible();
  await expect(candidate.locator('.to-win')).toBeVisible();
  await candidate.locator('.basis summary').first().click();
  await expect(candidate.locator('.basis').first()).toContainText(textsIn('en').questions['clients']?.short ?? '');
});

test('Change leads to the question and back to the check of the answers', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  await page.locator('#answers .answer-row', { hasText: 'drops half-way' }).getByRole('link').click();
  await ready(page);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'ifCut');
  await answer(page, 'ifCut', 'never');
  await page.locator('.assess-actions .button').click();
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'check');
});

test('where nothing fits, it says so', async ({ page }) => {
  const conflicting =
    'v=1&useCase=other&conversation=interleaved&clients=old-browser,partner-server,device&payload=file&networks=app-closed,upgrade-blocked,buffering-proxy&credentials=mtls&request=body&missedMessages=exactly-once';
  await open(page, `/result/#${conflicting}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('result', 'noneTitle'));
  await expect(page.locator('.candidate')).not.toHaveCount(0);
});
