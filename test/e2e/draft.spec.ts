import { answer, expect, goOn, open, ready, stepOf, test, word } from './support/site.ts';

const say = (room: string, key: string) => word('en', room, key);

test('a reload comes back to the same step with the same answers', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'log-stream');
  await goOn(page);
  await answer(page, 'conversation', 'server-streams');
  await goOn(page);
  await answer(page, 'longestRunSeconds', 2400);
  await expect(page).toHaveURL(/longestRunSeconds=2400/);
  await page.reload();
  await ready(page);
  expect(await stepOf(page)).toBe('longestRunSeconds');
  await expect(page.locator('#longestRunSeconds')).toHaveValue('40');
});

test('going back keeps the answers, by the link and by the browser', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'dashboard');
  await goOn(page);
  await answer(page, 'conversation', 'server-streams');
  await goOn(page);
  await answer(page, 'longestRunSeconds', 'open-ended');
  await page.getByRole('button', { name: say('assess', 'back') }).click();
  await expect(page.locator('#conversation-server-streams')).toBeChecked();
  await page.goBack();
  await expect(page.locator('#longestRunSeconds-open-ended')).toBeChecked();
  await page.goBack();
  await expect(page.locator('#conversation-server-streams')).toBeChecked();
  await goOn(page);
  await expect(page.locator('#longestRunSeconds-open-ended')).toBeChecked();
});

test('an answer to a question that no longer applies is kept, and takes no part', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=ai-reply&framing=ndjson&conversation=server-streams&at=useCase');
  await answer(page, 'useCase', 'dashboard');
  await expect(page).toHaveURL(/useCase=dashboard.*framing=ndjson/);
  await open(page, page.url().replace('&at=useCase', '&at=check'));
  await expect(page.getByText('Format', { exact: false }).last()).toBeVisible();
  await page.getByRole('link', { name: say('assess', 'seeAdvice') }).click();
  await ready(page);
  const row = page.locator('#answers .answer-row', { hasText: 'In which format' });
  await expect(row).toContainText(say('result', 'noPart'));
});

test('the draft is offered without a link; a link wins, and the draft can be had back', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'terminal');
  await goOn(page);
  await open(page, '/assess/');
  await expect(page.getByText(say('assess', 'restored'))).toBeVisible();
  await open(page, '/assess/#v=1&useCase=media&at=useCase');
  await expect(page.locator('#useCase-media')).toBeChecked();
  await page
    .getByRole('button', { name: say('assess', 'restore') })
    .first()
    .click();
  await expect(page).toHaveURL(/useCase=terminal/);
});

test('where storage is forbidden the questions work, and it is said once', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  await open(page, '/assess/');
  await expect(page.getByText(say('assess', 'noStorage'))).toHaveCount(1);
  await answer(page, 'useCase', 'chat');
  await goOn(page);
  await page.reload();
  await ready(page);
  expect(await stepOf(page)).toBe('conversation');
});

test('a full storage and a damaged draft do no harm', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await open(page, '/assess/');
  await answer(page, 'useCase', 'chat');
  await goOn(page);
  expect(await stepOf(page)).toBe('conversation');
});

for (const draft of ['v=1&useCase=nonsense', '%%%', 'x'.repeat(5000), '{"useCase":"chat"}']) {
  test(`a draft that cannot be read leads to a clean form: ${draft.slice(0, 20)}`, async ({ page }) => {
    await page.goto('/changes/');
    await page.evaluate((text) => window.localStorage.setItem('streamfit.draft', text), draft);
    await open(page, '/assess/');
    await expect(page.getByText(say('assess', 'unreadableDraft'))).toBeVisible();
    expect(await stepOf(page)).toBe('useCase');
    await answer(page, 'useCase', 'chat');
    await goOn(page);
  });
}

test('all questions on one page are the same form', async ({ page }) => {
  await open(page, '/assess/');
  await answer(page, 'useCase', 'notifications');
  await page.getByRole('button', { name: say('assess', 'showAll') }).click();
  await expect(page.locator('#useCase-notifications')).toBeChecked();
  await answer(page, 'longestRunSeconds', 'open-ended');
  await answer(page, 'clients', ['browser', 'native-mobile']);
  await page.getByRole('button', { name: say('assess', 'showOne') }).click();
  await expect(page).toHaveURL(/longestRunSeconds=open-ended.*clients=browser,native-mobile/);
});
