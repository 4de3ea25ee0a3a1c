import { type AnswerFile, answerFileShape, questionIds } from './schema/answers.ts';
import type { LinkFacts } from './schema/facts.ts';
import { describe, type Problem, problemsOf } from './schema/problem.ts';

export { knownAnswers } from './known-answers.ts';

/** What reading gives: the file, or every problem with it at once. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads an answer file that was parsed from YAML, JSON or a link, against the profile it names. Never throws. */
export function readAnswerFile(input: unknown, facts: LinkFacts): Read<AnswerFile> {
  const parsed = answerFileShape.safeParse(input);
  const problems: Problem[] = parsed.success ? [] : problemsOf(parsed.error, input);
  const given = (key: string): unknown =>
    typeof input === 'object' && input !== null ? (input as { [k: string]: unknown })[key] : undefined;
  const profile = given('profile') ?? facts.platform.id;
  if (
    typeof profile === 'string' &&
    profile !== facts.platform.id &&
    !problems.some(({ path }) => path === 'profile')
  ) {
    problems.push({ path: 'profile', expected: facts.platform.id, received: describe(profile) });
  }
  const path = given('path');
  const paths = Object.keys(facts.platform.paths);
  if (typeof path === 'string' && !paths.includes(path) && !problems.some((problem) => problem.path === 'path')) {
    problems.push({ path: 'path', expected: `one of ${paths.join(', ')}`, received: describe(path) });
  }
  if (!parsed.success) return { ok: false, problems };
  const { assumed = [], ...file } = parsed.data;
  for (const id of assumed) {
    if (file.answers[id] === undefined)
      problems.push({ path: 'assumed', expected: 'questions that are answered', received: describe(id) });
  }
  if (problems.length > 0) return { ok: false, problems };
  const inOrder = questionIds.filter((id) => assumed.includes(id));
  return {
    ok: true,
    value: { ...file, profile: facts.platform.id, ...(inOrder.length > 0 && { assumed: inOrder }) },
  };
}
