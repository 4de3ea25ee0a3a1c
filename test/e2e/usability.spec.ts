import type { Locator, Page } from '@playwright/test';
import { formatDuration, formatNumber } from '../../src/i18n/format.ts';
import { questions } from '../../src/questions/index.ts';
import type { AnswerFile, QuestionId } from '../../src/schema/answers.ts';
import type { Locale } from '../../src/schema/texts.ts';
import { splitSeconds } from '../../src/units/duration.ts';
import { expect, locales, prefix, ready, scenarioAnswers, stepOf, test, textsIn, word } from './support/site.ts';

/** How many clicks and key presses a person needs at most from the landing page to the verdict. */
const MOST = { preset: 20, custom: 60 };

/** A person: everything done to the page is counted, a click as one and every key as one. */
function person(page: Page) {
  let interactions = 0;
  return {
    click: async (target: Locator) => {
      interactions += 1;
      await target.click();
    },
    press: async (...keys: string[]) => {
      interactions += keys.length;
      for (const key of keys) await page.keyboard.press(key);
    },
    count: () => interactions,
  };
}
type Person = ReturnType<typeof person>;

/** Answers one question with as little as the page allows: a tap on a value if it is offered, typing if not. */
async function answerAs(user: Person, page: Page, locale: Locale, id: QuestionId, value: unknown): Promise<void> {
  const question = questions.find((each) => each.id === id);
  const control = (option: string) => page.locator(`#${question?.options?.[0] === option ? id : `${id}-${option}`}`);
  if (value === undefined) await user.click(page.locator(`#${id}-not-sure`));
  else if (question?.options) for (const option of [value].flat()) await user.click(control(String(option)));
  else if (typeof value !== 'number') await user.click(page.locator(`#${id}-${value}`));
  else if (question?.suggestions?.includes(value)) {
    const label = question.kind === 'duration' ? formatDuration(value, locale) : formatNumber(value, locale);
    await user.click(page.getByRole('button', { name: label, exact: true }));
  } else {
    const { count, unit } = question?.kind === 'duration' ? splitSeconds(value) : { count: value, unit: '' };
    await user.click(page.locator(`#${id}`));
    await user.press(...String(count));
    const units = page.locator(`#${id} + select`);
    if (unit && (await units.inputValue()) !== unit) {
      const places = await units
        .locator('option')
        .evaluateAll((all) => (all as HTMLOptionElement[]).map(({ value: unitOf }) => unitOf));
      const steps = places.indexOf(unit) - places.indexOf(await units.inputValue());
      await user.press('Tab', ...Array(Math.abs(steps)).fill(steps < 0 ? 'ArrowUp' : 'ArrowDown'));
    }
  }
}

/** Answers everything that is asked, and goes on, until the answers are checked. */
async function answerAll(user: Person, page: Page, locale: Locale, file: AnswerFile): Promise<void> {
  for (let step = await stepOf(page); step !== 'check'; step = await stepOf(page)) {
    if (questions.some(({ id }) => id === step))
      await answerAs(user, page, locale, step as QuestionId, file.answers[step as QuestionId]);
    await user.click(page.locator('.assess-actions .button'));
    await expect(page.locator('.assess')).not.toHaveAttribute('data-step', step);
  }
}

const report = (flow: string, locale: string, count: number, start: number) =>
  console.log(`${flow} (${locale}): ${count} interactions, ${Math.round(performance.now() - start)} ms`);

for (const locale of locales) {
  const say = (room: string, key: string) => word(locale, room, key);
  const verdict = (page: Page) => page.getByRole('heading', { level: 1 });
  const advice = textsIn(locale).protocols.protocols['http-stream']?.name ?? '';

  test(`the AI reply preset leads to its verdict in few interactions (${locale})`, async ({ page }) => {
    const user = person(page);
    const start = performance.now();
    await page.goto(prefix(locale));
    await user.click(
      page.getByRole('link', {
        name: say('landing', 'adaptCase').replace('{name}', say('scenarios', 'ai-reply')),
        exact: true,
      }),
    );
    await ready(page);
    await answerAll(user, page, locale, scenarioAnswers('ai-chat-reply'));
    await user.click(page.getByRole('link', { name: say('assess', 'seeAdvice') }));
    await ready(page);
    await expect(verdict(page)).toHaveText(advice);
    report('preset', locale, user.count(), start);
    expect(user.count()).toBeLessThanOrEqual(MOST.preset);
  });

  test(`a run of one's own leads to its verdict in few interactions (${locale})`, async ({ page }) => {
    const user = person(page);
    const start = performance.now();
    await page.goto(prefix(locale));
    await user.click(page.getByRole('link', { name: say('landing', 'start') }));
    await ready(page);
    await answerAll(user, page, locale, scenarioAnswers('ai-chat-reply'));
    await user.click(page.getByRole('link', { name: say('assess', 'seeAdvice') }));
    await ready(page);
    await expect(verdict(page)).toHaveText(advice);
    report('own answers', locale, user.count(), start);
    expect(user.count()).toBeLessThanOrEqual(MOST.custom);
  });
}
