// What a screen reader is told and what the eye sees, of the pages that matter most. After a change that is meant:
// npx playwright test -c test/playwright.config.ts snapshots --update-snapshots, and look at the difference.
import { expect, fragmentOf, locales, open, prefix, scenarioAnswers, test } from './support/site.ts';

const reply = fragmentOf(scenarioAnswers('ai-chat-reply'));
const started = 'v=1&useCase=ai-reply&conversation=server-streams';

const states = [
  { name: 'first-question', address: 'assess/', part: '.question' },
  { name: 'amount', address: `assess/#${started}&at=longestRunSeconds`, part: '.question' },
  { name: 'check', address: `assess/#${started}&at=check`, part: '.check' },
  { name: 'verdict', address: `result/#${reply}`, part: '.verdict-panel' },
];

for (const locale of locales) {
  test(`a screen reader is told names, states and structure (${locale})`, async ({ page }) => {
    for (const { name, address, part } of states) {
      await open(page, prefix(locale) + address);
      await expect(page.locator(part)).toMatchAriaSnapshot({ name: `${name}-${locale}.aria.yml` });
    }
  });
}

const pictures = [
  { name: 'landing', address: '' },
  { name: 'result', address: `result/#${reply}` },
];
// The font is one that the tests install, since the site takes whatever the reader's system has.
const FONT = ":root { --sans: 'Noto Sans CJK SC', sans-serif; --mono: 'Noto Sans Mono CJK SC', monospace }";

test.describe('pictures', () => {
  test.use({ bypassCSP: true, deviceScaleFactor: 0.25 });
  for (const [locale, colorScheme] of [
    ['en', 'light'],
    ['zh-cn', 'dark'],
  ] as const) {
    test(`the first screens look as they did (${locale}, ${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const { name, address } of pictures) {
        await page.goto('about:blank');
        await page.goto(prefix(locale) + address, { waitUntil: 'networkidle' });
        await page.addStyleTag({ content: FONT });
        await expect(page).toHaveScreenshot(`${name}-${locale}-${colorScheme}.png`, { scale: 'device' });
      }
    });
  }
});
