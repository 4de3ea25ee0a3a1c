import type { AnswerFile } from '../../schema/answers.ts';
import { defaultService } from '../../schema/answers.ts';
import type { Texts } from '../../schema/texts.ts';
import type { SayInterface } from '../words.ts';
import type { Draft } from './store.ts';

type Words = { readonly say: SayInterface; readonly questions: Texts['questions'] };

/** The use case of an answer file as people read it, if it is known. */
export function useCaseOf({ answers }: AnswerFile, { questions }: Words): string | undefined {
  const { useCase } = answers;
  return useCase === undefined ? undefined : questions['useCase']?.options?.[useCase]?.label;
}

/** What a draft without a name of its own is called: after its service, else its use case. */
function ownName(file: AnswerFile, words: Words): string {
  if (file.service.name !== defaultService.name) return file.service.name;
  return useCaseOf(file, words) ?? words.say('drafts.untitled');
}

/** A name for each draft, by id; where two would be called the same, the later one gets a number. */
export function draftNames(drafts: readonly Draft[], words: Words): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(drafts.flatMap(({ name }) => name ?? []));
  for (const { id, name, file } of [...drafts].sort((a, b) => a.made - b.made || a.id.localeCompare(b.id))) {
    const own = name ?? ownName(file, words);
    let free = own;
    for (let count = 2; name === undefined && taken.has(free); count += 1) free = `${own} ${count}`;
    taken.add(free);
    names.set(id, free);
  }
  return names;
}
