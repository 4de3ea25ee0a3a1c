import { NOT_SURE } from '../schema/answers.ts';
import type { Action } from '../schema/assessment.ts';
import type { Locale, Texts } from '../schema/texts.ts';
import { formatDuration, formatNumber } from './format.ts';
import { fillPhrase, formatValue, wordFinding } from './phrase.ts';

/** What to do in a few words, and how. */
export type ActionWords = { readonly title: string; readonly detail?: string | undefined };

/** A limit's value by the unit its key ends in. */
export function formatAmount(key: string, value: number, locale: Locale): string {
  if (key.endsWith('Seconds')) return formatDuration(value, locale);
  return key.endsWith('Ratio') ? `${formatNumber(value * 100, locale)} %` : formatNumber(value, locale);
}

/** An action in words: a checklist item, a limit to raise, a setting to change, or the way out of a concern. */
export function actionWords({ kind, id, data }: Action, texts: Texts, locale: Locale): ActionWords {
  const names = { questions: texts.questions, hops: texts.platform.hops };
  const say = (key: string, values: { readonly [key: string]: string }) =>
    fillPhrase(texts.interface['result']?.[key] ?? key, values, names, locale);
  const where = texts.platform.hops[String(data['hop'])] ?? String(data['hop']);
  switch (kind) {
    case 'checklist':
      return texts.protocols.checklist[id] ?? { title: id };
    case 'limit': {
      const amount = (value: unknown) => formatAmount(id, Number(value), locale);
      return {
        title: say('raiseLimit', { limit: texts.platform.limits[id]?.name ?? id, where }),
        detail: say('raiseLimitDetail', { today: amount(data['today']), proposed: amount(data['proposed']) }),
      };
    }
    case 'setting':
      return {
        title: say('turnOff', { setting: texts.platform.settings[id]?.name ?? id, where }),
        detail: texts.platform.settings[id]?.help,
      };
    default: {
      const [rule = '', code = ''] = id.split('.');
      const { title, what, do: todo } = wordFinding({ rule, code, data }, { rules: texts.rules, ...names }, locale, '');
      return { title, detail: [what, todo].filter(Boolean).join(' ') };
    }
  }
}

/** An answer as people read it: labels of options, durations and counts. */
export function answerText(
  id: string,
  answer: unknown,
  texts: Pick<Texts, 'questions'>,
  words: { readonly notSure: string; readonly separator: string },
  locale: Locale,
): string {
  if (answer === NOT_SURE) return words.notSure;
  const values = (Array.isArray(answer) ? answer : [answer]) as (string | number)[];
  const names = { questions: texts.questions, hops: {} };
  return values.map((value) => formatValue(id, value, names, locale)).join(words.separator);
}
