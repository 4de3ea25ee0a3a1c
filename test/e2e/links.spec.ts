import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  expect,
  facts,
  fragmentOf,
  open,
  prefix,
  ready,
  root,
  scenarioAnswers,
  scenarioNames,
  test,
  textsIn,
  word,
} from './support/site.ts';

const chat = fragmentOf(scenarioAnswers('ai-chat-reply'));
type Expected = { protocol: string; tier: 1 | 2 | 3 | null };

for (const name of scenarioNames) {
  test(`the link of ${name} opens to its advice`, async ({ page }) => {
    const { protocol, tier } = parse(readFileSync(`${root}/test/scenarios/${name}/expected.yaml`, 'utf8')) as Expected;
    const { protocols, platform } = textsIn('en');
    await open(page, `/result/#${fragmentOf(scenarioAnswers(name))}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(protocols.protocols[protocol]?.name ?? '');
    await expect(page.locator('.verdict-title .tier')).toHaveText(platform.tiers[String(tier ?? 'none')]?.name ?? '');
  });
}

test('a shared link shows somebody else the same advice, files and all', async ({ page, browser }) => {
  await open(page, `/result/#${chat}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page
    .locator('.toolbar')
    .getByRole('button', { name: word('en', 'result', 'copyLink') })
    .click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await ready(other);
  for (const part of ['.verdict-panel', '#dimensions', '#path', '#files pre', '#answers']) {
    expect(await other.locator(part).first().innerText()).toBe(await page.locator(part).first().innerText());
  }
  await other.context().close();
});

const broken = [
  'v=1&useCase=<script>alert(1)</script>',
  'v=1&useCase=ai-reply&peakClients=-4',
  'v=1&useCase=%E0%A4%A',
  'v=99&useCase=ai-reply',
  'v=1&__proto__=1&constructor=x',
  'v=1&useCase=ai-reply&useCase=chat',
  'v=1&service.name=a%22%3B%20rm%20-rf',
  `v=1&team=${'x'.repeat(5000)}`,
  'v=1&useCase=ai-reply&at=nowhere',
  'javascript:alert(1)',
  chat.slice(0, chat.length - 4),
];
for (const [index, fragment] of broken.entries()) {
  const locale = index % 2 === 0 ? 'en' : 'zh-cn';
  test(`a link that cannot be read gets a clear message: ${fragment.slice(0, 40)}`, async ({ page }) => {
    await open(page, `${prefix(locale)}result/#${fragment}`);
    const message = page.getByRole('alert');
    await expect(message).toContainText(word(locale, 'problem', 'brokenLink'));
    await expect(message.getByRole('listitem').first()).toBeVisible();
    await expect(page.getByRole('link', { name: word(locale, 'result', 'freshStart') })).toBeVisible();

    await open(page, `${prefix(locale)}assess/#${fragment}`);
    await expect(page.getByText(word(locale, 'problem', 'brokenLink'))).toBeVisible();
    await expect(page.locator('.assess')).toHaveAttribute('data-step', 'useCase');
    expect(page.url()).not.toContain('#');
  });
}

test('a link without answers, and a link edited by hand while the page is open', async ({ page }) => {
  await open(page, '/result/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('en', 'result', 'emptyTitle'));
  await page.evaluate((fragment) => {
    window.location.hash = fragment;
  }, chat);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Streamed HTTP response');
});

test('a link made with other rules says what has changed', async ({ page }) => {
  const today = facts.rulesVersion;
  await open(page, `/result/#${chat.replace(`rules=${today}`, 'rules=0.9')}`);
  const notice = page.locator('.notice.warn');
  await expect(notice).toContainText('0.9');
  await notice.getByText(word('en', 'result', 'changedSince')).click();
  await expect(notice.getByRole('listitem').first()).toHaveText(textsIn('en').changelog[today]?.[0] ?? '');
  await expect(notice.getByRole('link')).toHaveAttribute('href', '/changes/');
  await open(page, `/result/#${chat.replace(`rules=${today}`, 'rules=99.0')}`);
  await expect(notice).toContainText('99.0');
  await open(page, `/result/#${chat}`);
  await expect(notice).toHaveCount(0);
});

test('switching the language keeps the answers', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  await page.getByRole('link', { name: '简体中文' }).click();
  await ready(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    textsIn('zh-cn').protocols.protocols['http-stream']?.name ?? '',
  );
  expect(page.url()).toContain(chat);
});
