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
  await item.locator('.open-summary').click();
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
  await page.getByRole('button', { name: say('result', 'saveAnswers'), exact: true }).click();
  const path = await (await download).path();
  expect(parse(readFileSync(path, 'utf8')).answers).toEqual(scenarioAnswers('support-chat').answers);

  await open(page, '/assess/');
  await page.locator('#useCase').focus(); // the first touch loads the rest
  await page.locator('#answer-file').setInputFiles(path);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'check');
  expect(page.url()).toContain('useCase=chat');
});

test('a file with mistakes is refused, with every mistake listed', async ({ page }) => {
  await open(page, '/assess/');
  await page.locator('#useCase').focus(); // the first touch loads the rest
  const file = (text: string) => ({ name: 'answers.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  await page
    .locator('#answer-file')
    .setInputFiles(file('version: 2\nanswers: { useCase: nonsense, peakClients: 0 }\n'));
  const problems = page.locator('.refused').getByRole('listitem');
  await expect(problems).toHaveCount(3);
  await page.locator('#answer-file').setInputFiles(file('version: [1\n'));
  await expect(problems).toHaveCount(1);
  await page.locator('#answer-file').setInputFiles(file('version: 1\nanswers: { useCase: media }\n'));
  await expect(page).toHaveURL(/useCase=media/);
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

test('an answer is changed where it stands, at once, and taken back by one click', async ({ page }) => {
  await open(page, `/result/#${fragmentOf(scenarioAnswers('support-chat'))}`);
  const tier = page.locator('.verdict-title .tier');
  const tiers = textsIn('en').platform.tiers;
  await expect(tier).toHaveText(tiers['2']?.name ?? '');
  const question = textsIn('en').questions['longestRunSeconds']?.label ?? '';
  const row = page.locator('#answers .answer-row', { hasText: question });
  const opener = row.getByRole('button', { name: `${say('assess', 'change')} ${question}` });
  await opener.click();
  await expect(row.locator('#longestRunSeconds')).toBeFocused();
  await row.locator('#longestRunSeconds').fill('');
  await page.keyboard.press('Enter');
  await expect(row.locator('.field-error')).toBeVisible();
  await answer(page, 'longestRunSeconds', 120);
  await page.locator('#longestRunSeconds').focus();
  await page.keyboard.press('Enter');

  // Nothing else happens to the reader: focus and place stay, and the change is told.
  await expect(opener).toBeFocused();
  await expect(tier).toHaveText(tiers['1']?.name ?? '');
  const before = await opener.evaluate((button) => button.getBoundingClientRect().top);
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(900);
  const bar = page.locator('.change-bar');
  await expect(bar.getByRole('status')).toContainText('2 minutes');
  await expect(bar.getByRole('status')).toContainText(say('tier', 'short').replace('{tier}', '1'));
  expect(page.url()).toContain('longestRunSeconds=120');
  await bar.getByRole('button', { name: say('result', 'undo') }).click();
  await expect(tier).toHaveText(tiers['2']?.name ?? '');
  await expect(bar).toHaveCount(0);
  expect(page.url()).toContain('longestRunSeconds=7200');
});

test('the path and the names are changed in place, Escape leaves them as they are', async ({ page }) => {
  await open(page, `/zh-cn/result/#${chat}`);
  const paths = textsIn('zh-cn').platform.paths;
  const row = page.locator('#answers .answer-row', { hasText: word('zh-cn', 'path', 'label') });
  const opener = row.locator('.answer-change button');
  await opener.click();
  await page.locator('#path-in-cluster').check();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  expect(page.url()).not.toContain('in-cluster');
  await opener.click();
  await page.locator('#path-in-cluster').check();
  await row.getByRole('button', { name: word('zh-cn', 'result', 'apply') }).click();
  await expect(row).toContainText(paths['in-cluster']?.name ?? '–');
  await expect(page.locator('.change-bar')).toContainText(paths['in-cluster']?.name ?? '–');
  await page
    .locator('.change-bar')
    .getByRole('button', { name: word('zh-cn', 'result', 'keep') })
    .click();
  await expect(page.locator('.change-bar')).toHaveCount(0);

  const names = page.locator('#answers .answer-row', { hasText: word('zh-cn', 'service', 'label') });
  await names.locator('.answer-change button').click();
  await page.locator('#service-name').fill('Not A Label');
  await names.getByRole('button', { name: word('zh-cn', 'result', 'apply') }).click();
  await expect(names.locator('#service-name-error')).toBeVisible();
  await page.locator('#service-name').fill('chat-two');
  await names.getByRole('button', { name: word('zh-cn', 'result', 'apply') }).click();
  await expect(names).toContainText('chat-two');
});

test('a protocol that is ruled out says which answer would change that, and tries it', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  const candidate = page.locator('.candidate', { has: page.getByText('gRPC', { exact: true }) });
  const ruledOut = word('en', 'status', 'excluded');
  await expect(candidate).toContainText(ruledOut);
  await candidate.locator('summary').first().click();
  const lever = candidate.locator('.lever').first();
  await lever.getByRole('button', { name: say('result', 'tryOut') }).click();
  await expect(page.locator('.change-bar')).toBeVisible();
  await expect(candidate).not.toContainText(ruledOut);
  await page
    .locator('.change-bar')
    .getByRole('button', { name: say('result', 'undo') })
    .click();
  await expect(candidate).toContainText(ruledOut);
});

test('the questionnaire opens at an answer that is being changed here', async ({ page }) => {
  await open(page, `/result/#${chat}`);
  const row = page.locator('#answers .answer-row', { hasText: 'drops half-way' });
  await row.locator('.answer-change button').click();
  await row.getByRole('link', { name: say('result', 'inQuestionnaire') }).click();
  await ready(page);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'ifCut');
  await answer(page, 'ifCut', 'never');
  await page.locator('.assess-actions .button').click();
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'check');
});

test('the first screen holds the verdict and what to do next, the sections know which one is read', async ({
  page,
  isMobile,
}) => {
  await open(page, `/result/#${chat}`);
  const inView = isMobile
    ? ['h1', '.tier', '.lead-sentence', '.figures']
    : ['h1', '.tier', '.lead-sentence', '.figures', '.first-step', '.strip'];
  for (const part of inView)
    await expect(page.locator(`.verdict-panel ${part}`).first()).toBeInViewport({ ratio: 0.95 });
  for (const id of ['path', 'whatIf', 'export'] as const) {
    const link = page.locator('.section-nav').getByRole('link', { name: say('result', id), exact: true });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator(`#${id}-title`)).toBeFocused();
    await expect(page.locator(`#${id}-title`)).toBeInViewport();
    await expect(page.locator('.section-nav [aria-current]')).toHaveText(say('result', id));
    await expect(link).toBeInViewport();
  }
  await open(page, `/result/#${chat}&at=files`);
  await expect(page.locator('#files-title')).toBeInViewport();
});

test('where nothing fits, it says so', async ({ page }) => {
  const conflicting =
    'v=1&useCase=other&conversation=interleaved&clients=old-browser,partner-server,device&payload=file&networks=app-closed,upgrade-blocked,buffering-proxy&credentials=mtls&request=body&missedMessages=exactly-once';
  await open(page, `/result/#${conflicting}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('result', 'noneTitle'));
  await expect(page.locator('.candidate')).not.toHaveCount(0);
});
