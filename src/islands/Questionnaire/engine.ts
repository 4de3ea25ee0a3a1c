import type { Meaning } from '../../meaning.ts';
import type { Outlook } from '../../outlook.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';

/** What the questionnaire asks the engine. */
export type Engine = {
  ask: (file: AnswerFile) => QuestionId[];
  outlook: (file: AnswerFile) => Outlook;
  meaning: (id: QuestionId, file: AnswerFile) => Meaning | undefined;
};
let engine: Promise<Engine | undefined> | undefined;

async function load(factsAddress: string): Promise<Engine | undefined> {
  try {
    const [{ askedQuestions, meaningOf, outlookOf }, response] = await Promise.all([
      import('./ask.ts'),
      fetch(factsAddress),
    ]);
    const facts = (await response.json()) as Facts;
    return {
      ask: (file) => askedQuestions(file, facts),
      outlook: (file) => outlookOf(file, facts),
      meaning: (id, file) => meaningOf(id, file, facts),
    };
  } catch {
    return undefined; // offline: every question that applies is asked
  }
}

/** Starts to load the engine, once; it is not part of the first load. */
export function wakeEngine(factsAddress: string): Promise<Engine | undefined> {
  engine ??= load(factsAddress);
  return engine;
}
