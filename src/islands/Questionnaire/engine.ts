import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';

type Engine = { ask: (file: AnswerFile) => QuestionId[] };
let engine: Promise<Engine | undefined> | undefined;

async function load(factsAddress: string): Promise<Engine | undefined> {
  try {
    const [{ askedQuestions }, response] = await Promise.all([import('../../asked.ts'), fetch(factsAddress)]);
    const facts = (await response.json()) as Facts;
    return { ask: (file) => askedQuestions(file, facts) };
  } catch {
    return undefined; // offline: every question that applies is asked
  }
}

/** Starts to load the engine, once; it is not part of the first load. */
export function wakeEngine(factsAddress: string): Promise<Engine | undefined> {
  engine ??= load(factsAddress);
  return engine;
}
