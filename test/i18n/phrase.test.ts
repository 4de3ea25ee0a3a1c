import { describe, expect, test } from 'vitest';
import { decideFile } from '../../src/decide-file.ts';
import { formatDuration, formatNumber } from '../../src/i18n/format.ts';
import { fillPhrase, wordFinding } from '../../src/i18n/phrase.ts';
import { locales } from '../../src/schema/texts.ts';
import { readAnswers } from '../support/answers.ts';
import { facts, filesIn } from '../support/facts.ts';
import { texts } from '../support/texts.ts';

const names = (locale: (typeof locales)[number]) => ({
  questions: texts(locale).questions,
  hops: texts(locale).platform.hops,
});

test('numbers and durations are written as each language does', () => {
  expect([formatNumber(12_000, 'en'), formatNumber(12_000, 'zh-cn')]).toEqual(['12,000', '12,000']);
  expect([formatDuration(2880, 'en'), formatDuration(2880, 'zh-cn')]).toEqual(['48 minutes', '48 分钟']);
  expect([formatDuration(3605, 'en'), formatDuration(3605, 'zh-cn')]).toEqual(['1 hour 5 seconds', '1 小时 5 秒钟']);
});

describe('placeholders', () => {
  test('durations, hops, options and numbers are put in by name', () => {
    const data = { lifetimeSeconds: 350, hop: 'nginx', clients: 'old-browser', peakStreams: 1200 };
    const text = '{lifetimeSeconds} | {hop} | {clients} | {peakStreams}';
    expect(fillPhrase(text, data, names('en'), 'en')).toBe(
      `5 minutes 50 seconds | ${texts('en').platform.hops['nginx']} | ${texts('en').questions['clients']?.options?.['old-browser']?.label} | 1,200`,
    );
  });

  test('one without data is an error that names it', () => {
    expect(() => fillPhrase('after {capSeconds}', {}, names('en'), 'en')).toThrow('{capSeconds}');
  });
});

test.each(locales)('every finding of every scenario has its sentences in %s', (locale) => {
  const words = { rules: texts(locale).rules, ...names(locale) };
  let count = 0;
  for (const name of filesIn('test/scenarios', 'answers.yaml')) {
    const { candidates, needs } = decideFile(readAnswers(`test/scenarios/${name}`), facts);
    for (const finding of [...needs, ...candidates.flatMap(({ findings }) => findings)]) {
      const { title, what, why, do: todo } = wordFinding(finding, words, locale, '?');
      expect([title, what, why ?? '', todo ?? ''].join(' ')).not.toMatch(/[{}]|undefined/);
      if (finding.outcome === 'blocker' || finding.outcome === 'concern') expect([why, todo]).not.toContain(undefined);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(3_000);
});
