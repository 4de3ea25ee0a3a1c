import type { DurationUnit } from './duration.ts';

/** Words people type after a number, in both languages. */
const WORDS: readonly (readonly [unit: DurationUnit | 'millisecond', words: RegExp])[] = [
  ['millisecond', /^(ms|msecs?|milliseconds?|毫秒)$/],
  ['second', /^(s|secs?|seconds?|秒钟?)$/],
  ['minute', /^(m|mins?|minutes?|分钟?)$/],
  ['hour', /^(h|hrs?|hours?|个?小时|时)$/],
  ['day', /^(d|days?|天|日)$/],
];

/**
 * A number with its unit as it was typed, such as "5 min" or "2小时"; milliseconds become seconds. `undefined` where no
 * known unit follows a number.
 */
export function typedAmount(text: string): { amount: string; unit: DurationUnit } | undefined {
  const [, number = '', word = ''] =
    /^(.*[\d.])\s*([a-z\p{Script=Han}]+)\.?$/u.exec(text.normalize('NFKC').trim().toLowerCase()) ?? [];
  const amount = number.trim();
  const unit = WORDS.find(([, words]) => words.test(word))?.[0];
  if (unit !== 'millisecond') return unit && { amount, unit };
  const seconds = Number(amount) / 1000;
  return Number.isNaN(seconds) ? undefined : { amount: String(seconds), unit: 'second' };
}
