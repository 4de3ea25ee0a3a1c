import type { Page } from '@playwright/test';
import { expect, goOn, locales, open, prefix, stepOf, test, word } from './support/site.ts';

const summary = (page: Page) => page.locator('.outlook-bar');
/** How many protocols the panel says are left. */
async function left(page: Page): Promise<number> {
  const numbers = ((await summary(page).textContent()) ?? '').match(/\d+/g) ?? [];
  return Number(numbers[0]);
}
/** Shows the body of the panel, which is always shown on wide screens. */
async function unfold(page: Page): Promise<void> {
  if (await summary(page).isVisible()) await summary(page).click();
}

test('the panel narrows from the first answer on, says what helps most, and ends in the verdict', async ({ page }) => {
  await open(page, '/assess/');
  await page.locator('#useCase').focus();
  await expect(summary(page)).toHaveText(word('en', 'outlook', 'nothing'));
  await page.locator('#useCase-terminal').check();
  await expect.poll(() => left(page)).toBeGreaterThan(5);
  const first = await left(page);
  await goOn(page);
  await expect(page.locator('.outlook-next')).toContainText(word('en', 'outlook', 'nextHere'));
  await page.locator('#conversation-interleaved').check();
  await expect.poll(() => left(page)).toBeLessThan(first);
  await unfold(page);
  await page.locator('.outlook-next button').click();
  expect(['longestRunSeconds', 'ifCut']).toContain(await stepOf(page));

  await open(page, '/assess/#v=1&useCase=api-call&conversation=single-reply&longestRunSeconds=2&ifCut=retry');
  // The check of the answers has a link to the advice of its own.
  for (let step = await stepOf(page); step !== 'service'; step = await goOn(page))
    if ((await page.locator(`#${step}-not-sure`).count()) > 0) await page.locator(`#${step}-not-sure`).check();
  await unfold(page);
  await expect(page.locator('.outlook h2')).toHaveText(word('en', 'outlook', 'decided'));
  await page.locator('.outlook-next a').click();
  await expect(page).toHaveURL(/\/result\//);
});

test('nothing moves and nothing is announced while a number is typed', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=ai-reply&conversation=server-streams&at=longestRunSeconds');
  await expect.poll(() => left(page)).toBeGreaterThan(1);
  const status = page.locator('.outlook [role=status]');
  await expect(async () => expect(await status.textContent()).toBe(await summary(page).textContent())).toPass();
  await page.evaluate(() => {
    const seen = { shifts: 0, spoken: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      // The list of questions beside it follows the answers; nothing else does.
      type Shift = { readonly value: number; readonly sources: readonly { readonly node: Node | null }[] };
      for (const { value, sources } of list.getEntries() as unknown as Shift[])
        if (sources.some(({ node }) => !node?.parentElement?.closest('.rail'))) seen.shifts += value;
    }).observe({ type: 'layout-shift' });
    const element = document.querySelector('.outlook [role=status]');
    if (element)
      new MutationObserver(() => {
        seen.spoken += 1;
      }).observe(element, { childList: true, characterData: true, subtree: true });
  });
  type Seen = { seen: { shifts: number; spoken: number } };
  const seen = () => page.evaluate(() => (window as unknown as Seen).seen);
  await page.locator('#longestRunSeconds').pressSequentially('4800');
  // A busy machine types slowly; still no key has a summary of its own.
  expect((await seen()).spoken).toBeLessThanOrEqual(1);
  await expect(page.locator('.meaning')).not.toBeEmpty();
  await expect(async () => expect(await status.textContent()).toBe(await summary(page).textContent())).toPass();
  expect((await seen()).spoken).toBeLessThanOrEqual(1);
  await page.locator('#longestRunSeconds').fill('');
  await page.locator('#longestRunSeconds').pressSequentially('30');
  await expect(page.locator('.meaning')).toContainText('30 seconds');
  expect((await seen()).shifts).toBe(0);
});

for (const locale of locales) {
  test(`a number says what it means at a limit, and takes a unit that is typed (${locale})`, async ({ page }) => {
    await open(page, `${prefix(locale)}assess/#v=1&useCase=ai-reply&conversation=server-streams&at=longestRunSeconds`);
    const amount = page.locator('#longestRunSeconds');
    const unit = page.locator('#longestRunSeconds ~ select');
    const meaning = page.locator('#longestRunSeconds-meaning');
    const says = async (typed: string, key: string) => {
      await amount.fill(typed);
      const end =
        word(locale, 'meaning', key)
          .split(/[：:}]/)
          .at(-1) ?? '';
      await expect(meaning).toContainText(end.trim());
    };
    await says(locale === 'en' ? '5 min' : '5 分钟', 'runAtStandard');
    await expect(unit).toHaveValue('minute');
    await amount.blur();
    await expect(amount).toHaveValue('5');
    await says('301 s', 'runExtended');
    await expect(unit).toHaveValue('second');
    await says(locale === 'en' ? '2 h' : '2 小时', 'runBeyond');
    await expect(page).toHaveURL(/longestRunSeconds=7200/);
  });
}
