import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Locale } from '../../src/schema/texts.ts';
import { expect, fragmentOf, locales, open, prefix, scenarioAnswers, test, textsIn, word } from './support/site.ts';

const chat = fragmentOf(scenarioAnswers('support-chat'));
const terminal = fragmentOf(scenarioAnswers('web-terminal'));

/** Opens a result and waits until what is loaded later is there, too. */
async function openPictures(page: Page, address: string): Promise<void> {
  await open(page, address);
  await page.locator('#timeline svg').first().waitFor();
  await page.locator('#ladder table').waitFor();
  await page.locator('#capacity table').first().waitFor();
}

const scrubber = (page: Page) => page.locator('#timeline input[type=range]');

for (const locale of locales) {
  const say = (room: string, key: string) => word(locale, room, key);
  const { hops, limits } = textsIn(locale).platform;
  const balancer = hops['classic-alb'] ?? '';
  const timeout = limits['backendTimeoutSeconds']?.name ?? '';

  test(`the cut is named at its mark and in words, with its hop and limit (${locale})`, async ({ page }) => {
    await openPictures(page, `${prefix(locale)}result/#${terminal}`);
    for (const id of ['timeline', 'ladder', 'capacity'])
      await expect(page.locator(`#${id} h2`)).toHaveText(say('result', id));
    const labels = page.locator('#timeline .callout.is-cut');
    await expect(labels).toHaveCount(2); // the terminal must not be cut, so the advice does not save it either
    for (const label of await labels.all()) {
      const words = (await label.textContent()) ?? '';
      for (const name of [balancer, timeout]) for (const part of name.split(' ')) expect(words).toContain(part);
    }
    await page.locator('#timeline summary').first().click();
    const rows = page.locator('#timeline .events .is-cut');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText(balancer);
    await expect(rows.first()).toContainText(timeout);
    await expect(page.locator('#timeline svg[role=img]')).toHaveAttribute('aria-label', new RegExp(balancer));
  });

  test(`the list of events holds every cut of the picture (${locale})`, async ({ page }) => {
    await openPictures(page, `${prefix(locale)}result/#${chat}`);
    const marks = await page.locator('#timeline .mark-cut').count();
    expect(marks).toBe(6);
    await page.locator('#timeline summary').first().click();
    await expect(page.locator('#timeline .events .is-cut')).toHaveCount(marks);
    await expect(page.locator('#timeline .mark-planned')).toHaveCount(2);
    await expect(page.locator('#timeline .gap')).toHaveCount(7); // each but the last end has a reconnect behind it
  });
}

test('the scrubber works by keyboard, from event to event and from end to end', async ({ page }) => {
  await openPictures(page, `/result/#${chat}`);
  const slider = scrubber(page);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^0 sec\..*Connection 1 opens\./);
  await page.keyboard.press('PageUp');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^5 min\..*Classic Application Load Balancer, Backend timeout/,
  );
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^5m 0\.4s\..*Connection 2 opens\./);
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /^5 min\./);
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /The run is over\./);
  const next = page.getByRole('button', { name: word('en', 'timeline', 'previous') });
  await next.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.moment-told')).toContainText('Connection 3 is open');
});

test('zooms show a part, which follows the scrubber; a time in the list leads to its place', async ({ page }) => {
  await openPictures(page, `/result/#${chat}`);
  const button = (key: string) => page.getByRole('button', { name: word('en', 'timeline', key), exact: true });
  await expect(button('wholeSession')).toHaveAttribute('aria-pressed', 'true');
  await button('firstCut').click();
  await expect(button('firstCut')).toHaveAttribute('aria-pressed', 'true');
  const axis = page.locator('#timeline .axis');
  await expect(axis).toContainText('4m 50s');
  await expect(page.locator('#timeline .mark-cut')).toHaveCount(1);
  await scrubber(page).focus();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('PageUp');
  await expect(axis).not.toContainText('4m 50s');
  await page.locator('#timeline summary').first().click();
  await page.locator('#timeline .events .is-cut button').first().click();
  await expect(axis).toContainText('4m 50s');
  await button('wholeSession').click();
  await expect(page.locator('#timeline .mark-cut')).toHaveCount(6);
});

test('the ladder marks a broken order by shape and sentence, today and with the advice', async ({ page }) => {
  await openPictures(page, `/result/#${terminal}`);
  const total = page.locator('#ladder tbody').nth(1);
  await expect(total.locator('.rung-mark.is-broken')).toHaveCount(2);
  await expect(total.locator('.order .verdict')).toHaveText([
    word('en', 'ladder', 'broken'),
    word('en', 'ladder', 'broken'),
  ]);
  await expect(total.locator('.judgements')).toContainText(
    'A run of 8 hours on one connection is too long for the 5 minutes',
  );
  const silence = page.locator('#ladder tbody').first();
  await expect(silence.locator('.rung-mark.is-broken')).toHaveCount(1);
  await expect(silence.locator('.order .verdict')).toHaveText([
    word('en', 'ladder', 'broken'),
    word('en', 'ladder', 'in-order'),
  ]);
});

test('capacity shows figures with their formulas, and says what is missing instead of zeros', async ({ page }) => {
  await openPictures(page, `/result/#${fragmentOf(scenarioAnswers('event-chat'))}`);
  const table = page.locator('#capacity .hop-table');
  await expect(table).toContainText('86,016');
  await expect(table).toContainText(word('en', 'capacity', 'redis'));
  await page.locator('#capacity summary').first().click();
  await expect(page.locator('#capacity .formulas').first()).toBeVisible();
  await expect(page.locator('#capacity')).toContainText('3 replicas × 4 workers × 10,240 connections × 0.7 = 86,016');
  await expect(page.locator('#capacity .plot svg')).toHaveCount(1);
  await openPictures(
    page,
    '/result/#v=1&useCase=notifications&conversation=server-streams&ifCut=resume&longestSilenceSeconds=30&longestRunSeconds=open-ended',
  );
  await expect(page.locator('#capacity .notice')).toContainText(textsIn('en').questions['peakClients']?.short ?? '?');
  await expect(table.locator('tbody tr').first()).toContainText(word('en', 'capacity', 'notKnown'));
  await expect(table.locator('td', { hasText: /^0$/ })).toHaveCount(0);
});

test('where there is no timeline the page says why, and which answers are missing', async ({ page }) => {
  await open(page, '/result/#v=1&useCase=ai-agent&conversation=server-streams&ifCut=not-sure');
  const section = page.locator('#timeline');
  await expect(section).toContainText(word('en', 'timeline', 'unanswered'));
  await expect(section).toContainText(textsIn('en').questions['longestRunSeconds']?.short ?? '?');
  await expect(section.locator('svg')).toHaveCount(0);
  await open(page, `/result/#${fragmentOf(scenarioAnswers('slow-report'))}`);
  await expect(section).toContainText(word('en', 'timeline', 'short-requests'));
  await expect(page.locator('#ladder')).toContainText(word('en', 'ladder', 'nothingOpen'));
});

/** Each screen size with one language and one colour scheme: what is checked depends on neither alone. */
async function variant(page: Page, isMobile: boolean): Promise<Locale> {
  await page.emulateMedia({ colorScheme: isMobile ? 'dark' : 'light', reducedMotion: 'reduce' });
  return isMobile ? 'zh-cn' : 'en';
}

test('the pictures have no accessibility problem, with everything open', async ({ page, isMobile }) => {
  test.slow();
  const locale = await variant(page, isMobile);
  await openPictures(page, `${prefix(locale)}result/#${terminal}`);
  const sections = '#timeline, #ladder, #capacity';
  await page
    .locator(sections)
    .locator('details')
    .evaluateAll((all) => {
      for (const details of all as HTMLDetailsElement[]) details.open = true;
    });
  const { violations } = await new AxeBuilder({ page })
    .include(sections)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
});

test('nothing scrolls sideways at 320 pixels, and no label covers another', async ({ page, isMobile }) => {
  const locale = await variant(page, isMobile);
  await page.setViewportSize({ width: 320, height: 800 });
  await openPictures(page, `${prefix(locale)}result/#${chat}`);
  await expect.poll(() => page.locator('#timeline svg[role=img]').getAttribute('viewBox')).toMatch(/^0 0 2\d\d /);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const boxes = await page.locator('#timeline .callout').evaluateAll((all) =>
    all.map((label) => {
      const { left, right, top, bottom } = label.getBoundingClientRect();
      return { left, right, top, bottom };
    }),
  );
  expect(boxes.length).toBeGreaterThan(2);
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1))
      expect(
        one.right <= other.left ||
          other.right <= one.left ||
          one.bottom <= other.top + 2 ||
          other.bottom <= one.top + 2,
      ).toBe(true);
  for (const { right } of boxes) expect(right).toBeLessThanOrEqual(320);
});
test('on paper the pictures stay, without their controls', async ({ page }) => {
  await openPictures(page, `/result/#${chat}`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#timeline svg[role=img]')).toBeVisible();
  await expect(page.locator('#timeline .callout.is-cut').first()).toBeVisible();
  for (const control of ['.zoom', '.scrubber', '.moment', '.cursor'])
    await expect(page.locator(`#timeline ${control}`)).toBeHidden();
  await expect(page.locator('#ladder .track').first()).toBeVisible();
  await expect(page.locator('#capacity .plot svg').first()).toBeVisible();
});
