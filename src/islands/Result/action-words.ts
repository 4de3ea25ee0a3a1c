import type { Action } from '../../schema/assessment.ts';
import type { ResultWords } from './words.ts';

/** What to do in a few words, and how. */
export type ActionWords = { readonly title: string; readonly detail?: string | undefined };

/** An action in words: a checklist item, a limit to raise, a setting to change, or the way out of a concern. */
export function actionWords({ kind, id, data }: Action, words: ResultWords): ActionWords {
  const { say, texts, limit, hop, amount, finding } = words;
  switch (kind) {
    case 'checklist':
      return texts.protocols.checklist[id] ?? { title: id };
    case 'limit': {
      const [today, proposed] = [data['today'], data['proposed']].map((value) => amount(id, Number(value)));
      return {
        title: say('result.raiseLimit', { limit: limit(id), where: hop(String(data['hop'])) }),
        detail: say('result.raiseLimitDetail', { today: today ?? '', proposed: proposed ?? '' }),
      };
    }
    case 'setting':
      return {
        title: say('result.turnOff', {
          setting: texts.platform.settings[id]?.name ?? id,
          where: hop(String(data['hop'])),
        }),
        detail: texts.platform.settings[id]?.help,
      };
    default: {
      const [rule = '', code = ''] = id.split('.');
      const { title, what, do: todo } = finding({ rule, code, data });
      return { title, detail: [what, todo].filter(Boolean).join(' ') };
    }
  }
}
