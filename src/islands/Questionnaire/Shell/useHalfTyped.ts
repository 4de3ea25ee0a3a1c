import { useEffect } from 'react';
import { questions } from '../../../questions/index.ts';
import type { QuestionId } from '../../../schema/answers.ts';
import type { LinkFacts } from '../../../schema/facts.ts';
import { readItem, writeItem } from '../../drafts/storage.ts';
import { contentOf } from '../../drafts/store.ts';
import { type FormValues, toFields } from '../fields.ts';
import type { State } from '../useQuestionnaire.ts';

const KEY = 'streamfit.typed';
type Kept = { readonly content: string; readonly answers: object; readonly service: object };

/** The entries of one that the other has not, or has otherwise. */
const beyond = (one: object, other: object) =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((other as { [key: string]: unknown })[key]),
    ),
  );

function read(): Kept | undefined {
  try {
    return JSON.parse(readItem(KEY, 'sessionStorage') ?? '') as Kept;
  } catch {
    return undefined;
  }
}

/** Text that is no answer yet is in no address and no draft: this tab keeps it over a reload. */
export function useHalfTyped({ form, file, opened, answers }: State, facts: LinkFacts): void {
  useEffect(() => {
    const onHide = () => {
      const values = form.getValues();
      const usual = toFields(questions, file, facts.platform.defaultPath);
      const kept: Kept = {
        content: contentOf(answers),
        answers: beyond(values.answers, usual.answers),
        service: beyond(values.service, usual.service),
      };
      const isAny = Object.keys({ ...kept.answers, ...kept.service }).length > 0;
      writeItem(KEY, isAny ? JSON.stringify(kept) : undefined, 'sessionStorage');
    };
    window.addEventListener('pagehide', onHide);
    return () => window.removeEventListener('pagehide', onHide);
  }, [form, file, answers, facts]);

  // Not at every change of the answers: only what was just opened may be completed
  useEffect(() => {
    const kept = read();
    writeItem(KEY, undefined, 'sessionStorage');
    if (kept?.content !== contentOf(answers)) return;
    const known = form.getValues();
    for (const [id, field] of Object.entries(kept.answers)) {
      if (id in known.answers) form.setValue(`answers.${id as QuestionId}`, field as never);
    }
    for (const [key, text] of Object.entries(kept.service)) {
      if (key in known.service) form.setValue(`service.${key as keyof FormValues['service']}`, String(text));
    }
  }, [opened]);
}
