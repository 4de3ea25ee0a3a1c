import type { Page } from '@playwright/test';
import { expect, goOn, locales, open, prefix, ready, stepOf, test, textsIn, word } from './support/site.ts';

const say = (room: string, key: string, data: { [name: string]: string | number } = {}) =>
  word('en', room, key).replace(/\{(\w+)\}/g, (_, name: string) => String(data[name]));
const tags = (page: Page) => page.locator('.answers .tag.assumed');
const confirmAll = (page: Page, count: number) =>
  page.getByRole('button', { name: say('assess', 'confirmAll', { count }) });

// The cards are shared out between the two screen sizes.
test('every card leads to the advice it promises, which says what is assumed', async ({ page, isMobile }) => {
  test.slow();
  const locale = isMobile ? 'zh-cn' : 'en';
  await page.goto(prefix(locale));
  const cards = await page.locator('.card').evaluateAll((all) =>
    all.map((card) => ({
      addresses: [...card.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
      protocol: card.querySelector('.card-verdict strong')?.textContent ?? '',
      tier: card.querySelector('.tier')?.textContent?.trim() ?? '',
    })),
  );
  expect(cards.length).toBeGreaterThanOrEqual(19);
  for (const { addresses, protocol, tier } of cards.filter((_, index) => (index % 2 === 0) === isMobile)) {
    const [result = '', assess = ''] = addresses;
    expect(result).toMatch(/result\/#scenario=[a-z-]+$/);
    expect(assess).toMatch(/assess\/#scenario=[a-z-]+$/);
    await open(page, result);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(protocol);
    await expect(page.locator('.verdict-title .tier')).toContainText(tier);
    await expect(page.getByRole('link', { name: word(locale, 'result', 'checkAssumed') })).toBeVisible();
    // The address is that of the answers, whatever becomes of the preset.
    expect(page.url()).toMatch(/#v=1&rules=.*&assumed=all$/);
  }
});

test('a link from an internal page fills in preset, path and names; what is assumed is confirmed one by one or at once', async ({
  page,
}) => {
  await open(
    page,
    '/assess/#scenario=ai-reply&path=gateway-global&team=Checkout%20%26%20Pay&service=cart-chat&peakClients=50',
  );
  expect(await stepOf(page)).toBe('check');
  await expect(page.getByText('Checkout & Pay · cart-chat')).toBeVisible();
  await expect(page.locator('.answers')).toContainText(textsIn('en').platform.paths['gateway-global']?.name ?? '');
  const count = await tags(page).count();
  expect(count).toBeGreaterThan(10);
  const row = (title: string) => page.locator('.answer-row', { hasText: title });
  await expect(row(textsIn('en').questions['peakClients']?.label ?? '').locator('.tag')).toHaveCount(0);

  // Continue confirms, without a change.
  const question = textsIn('en').questions['ifCut']?.label ?? '';
  await row(question).getByRole('button').click();
  await expect(page.locator('.question .tag.assumed')).toBeVisible();
  await goOn(page);
  expect(await stepOf(page)).toBe('check');
  await expect(tags(page)).toHaveCount(count - 1);
  await expect(row(question).locator('.tag')).toHaveCount(0);

  // Another answer confirms, and the question says so at once.
  await row(textsIn('en').questions['credentials']?.label ?? '')
    .getByRole('button')
    .click();
  await page.locator('#credentials-cookie').check();
  await expect(page.locator('.question .tag.assumed')).toHaveCount(0);
  await goOn(page);
  await expect(tags(page)).toHaveCount(count - 2);

  // The result tells, and a reload forgets nothing.
  await page.getByRole('link', { name: say('assess', 'seeAdvice') }).click();
  await ready(page);
  await expect(page.locator('#answers .tag.assumed')).toHaveCount(count - 2);
  await page.getByRole('link', { name: say('result', 'checkAssumed') }).click();
  await ready(page);
  await page.reload();
  await ready(page);
  await confirmAll(page, count - 2).click();
  await expect(tags(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).not.toHaveURL(/assumed/);
  await expect(page).toHaveURL(/peakClients=50/);
});

test('a link to a preset keeps the draft that was there, and one that cannot be read says why', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=terminal&at=useCase');
  await goOn(page);
  await open(page, '/assess/#scenario=dashboard');
  await expect(page.getByText(say('assess', 'replaced'))).toBeVisible();
  await page
    .getByRole('button', { name: say('assess', 'restore') })
    .first()
    .click();
  await expect(page).toHaveURL(/useCase=terminal/);

  for (const name of ['assess', 'result']) {
    await open(page, `/${name}/#scenario=teleport&colour=red`);
    await expect(page.getByText(say('problem', 'brokenLink'))).toBeVisible();
    await expect(page.getByText(`scenario: expected ${say('problem', 'presetId')}, received "teleport"`)).toBeVisible();
    await expect(page.getByText('"colour"')).toBeVisible();
  }
});

for (const locale of locales) {
  test(`a link and a badge are built for other people's pages (${locale})`, async ({ page }) => {
    const team = `"><img src=x onerror=alert(1)>](javascript:x) 'é'`;
    await open(page, `${prefix(locale)}link/`);
    const output = (index: number) => page.locator('.link-output code').nth(index).innerText();
    expect(await output(0)).toMatch(/\/assess\/$/);

    await page.locator('#link-scenario').selectOption('service-stream');
    await page.getByRole('radio', { name: word(locale, 'link', 'result'), exact: true }).check();
    await page.locator('#link-path').selectOption('gateway-internal');
    await page.locator('#link-service').fill('Not a label');
    await expect(page.getByText(word(locale, 'service', 'nameEnter'))).toBeVisible();
    await expect(page.locator('.link-output')).toHaveCount(0);
    await page.locator('#link-service').fill('event-feed');
    await page.locator('#link-team').fill(team);

    const [link, markdown, html] = [await output(0), await output(1), await output(2)];
    expect(link).toContain(`${prefix(locale)}result/#scenario=service-stream&path=gateway-internal&team=`);
    expect(markdown.startsWith('[![')).toBe(true);
    expect(markdown).toContain(link);
    const seen = await page.evaluate((text) => {
      const { body } = new DOMParser().parseFromString(text, 'text/html');
      const names = [...body.querySelectorAll('*')].map(({ tagName }) => tagName).join(' ');
      const [anchor, image] = [body.querySelector('a'), body.querySelector('img')];
      return { names, href: anchor?.href, src: image?.src ?? '', alt: image?.alt, handler: image?.onerror };
    }, html);
    expect(seen).toMatchObject({ names: 'A IMG', href: link, handler: null });
    expect(seen.alt).toContain(team);

    // The badge is there, and looks the same in the preview.
    const preview = page.locator('.link-output img');
    expect(await preview.getAttribute('src')).toBe(seen.src);
    expect(await preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: word(locale, 'link', 'markdownCopy') }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(markdown);

    await open(page, link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      textsIn(locale).protocols.protocols['grpc']?.name ?? '',
    );
    await expect(page.locator('#answers')).toContainText(`${team} · event-feed`);
  });
}
