import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { parse } from 'yaml';
import { readAnswerFile } from '../../../src/answer-file.ts';
import { toFragment } from '../../../src/permalink.ts';
import { questions } from '../../../src/questions/index.ts';
import { readTexts } from '../../../src/read-content.ts';
import type { AnswerFile, QuestionId } from '../../../src/schema/answers.ts';
import type { Locale, Texts } from '../../../src/schema/texts.ts';
import { splitSeconds } from '../../../src/units/duration.ts';
import { facts, rawContent, root } from '../../support/facts.ts';

export { expect, facts, root };

/** A page that fails its test when the console shows an error, or when anything but the site itself is asked for. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const complaints: string[] = [];
    const home = new URL(baseURL ?? '').host;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(`${message.type()} ${message.text()} ${JSON.stringify(message.location())}`);
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('request', (request) => {
      const address = new URL(request.url());
      if (address.protocol.startsWith('http') && address.host !== home)
        complaints.push(`third party: ${request.url()}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

const loaded = new Map<Locale, Texts>();
/** The words of one language, from the same files the site is built from. */
export function textsIn(locale: Locale): Texts {
  const texts = loaded.get(locale) ?? readTexts(rawContent, locale);
  loaded.set(locale, texts);
  return texts;
}
/** A text of the interface, such as the name of a button. */
export const word = (locale: Locale, room: string, key: string): string => textsIn(locale).interface[room]?.[key] ?? '';

export const prefix = (locale: Locale): string => (locale === 'en' ? '/' : `/${locale}/`);
export const locales: readonly Locale[] = ['en', 'zh-cn'];

/** The teams of `test/scenarios`. */
export const scenarioNames = readdirSync(fileURLToPath(new URL('../../scenarios', import.meta.url)));

/** An answer file of the repository. */
function answersOf(path: string): AnswerFile {
  const read = readAnswerFile(parse(readFileSync(`${root}/${path}`, 'utf8')), facts);
  if (!read.ok) throw new Error(`${path}: ${JSON.stringify(read.problems)}`);
  return read.value;
}
export const scenarioAnswers = (name: string): AnswerFile => answersOf(`test/scenarios/${name}/answers.yaml`);
export const fragmentOf = (file: AnswerFile): string => toFragment(file, facts);

/** Opens a page of the questionnaire or a result and waits until it can be used. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto('about:blank'); // a new fragment alone would not load the page again
  await page.goto(address);
  await ready(page);
}
export async function ready(page: Page): Promise<void> {
  await page.locator('[data-ready=true]').waitFor();
}

/** The step the questionnaire is at. */
export async function stepOf(page: Page): Promise<string> {
  return (await page.locator('.assess').getAttribute('data-step')) ?? '';
}

/** Answers the question on the page as a person would, by its controls. */
export async function answer(page: Page, id: QuestionId, value: unknown): Promise<void> {
  const question = questions.find((each) => each.id === id);
  const control = (option: string) => page.locator(`#${question?.options?.[0] === option ? id : `${id}-${option}`}`);
  if (question?.kind === 'choice') await control(String(value)).check();
  else if (question?.kind === 'choices') for (const option of value as string[]) await control(option).check();
  else if (typeof value === 'number') {
    const { count, unit } = question?.kind === 'duration' ? splitSeconds(value) : { count: value, unit: '' };
    await page.locator(`#${id}`).fill(String(count));
    if (unit) await page.locator(`#${id} + select`).selectOption(unit);
  } else await page.locator(`#${id}-${value}`).check();
}

/** Presses Continue and waits for the next step. */
export async function goOn(page: Page): Promise<string> {
  const before = await stepOf(page);
  await page.locator('.assess-actions .button').click();
  await expect(page.locator('.assess')).not.toHaveAttribute('data-step', before);
  return stepOf(page);
}

/** Answers whatever is asked until the check of the answers; what the file lacks is answered with "not sure". */
export async function walk(page: Page, file: AnswerFile): Promise<string[]> {
  const seen: string[] = [];
  for (let step = await stepOf(page); step !== 'check'; step = await goOn(page)) {
    seen.push(step);
    if (questions.some(({ id }) => id === step)) {
      const id = step as QuestionId;
      const value = file.answers[id];
      if (value === undefined) await page.locator(`#${id}-not-sure`).check();
      else await answer(page, id, value);
    }
  }
  return seen;
}
