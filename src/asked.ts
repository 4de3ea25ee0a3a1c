import { knownAnswers } from './answer-file.ts';
import { decideFile } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { decidingQuestions } from './engine/open-questions.ts';
import { type Question, questionsToAsk } from './engine/question.ts';
import { verdictsOf } from './outcomes.ts';
import { questions } from './questions/index.ts';
import type { AnswerFile, QuestionId } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';

/** What a question must be able to change to be worth asking: protocol, tier, what is to be configured, or to be done. */
function designOf({ recommendation, hops, capacity, actions }: Verdict): string {
  const { protocol, tier, companions, recycleSeconds, heartbeatSeconds } = recommendation;
  const limits = hops.map(({ verdict, proposed }) => `${verdict} ${proposed}`);
  const room = capacity.hops.map(({ verdict }) => verdict);
  const todo = actions.map(({ id }) => id);
  return [protocol, tier, ...companions, recycleSeconds, heartbeatSeconds, ...limits, ...room, ...todo].join(' ');
}

/**
 * The questions to ask with these answers: what is answered already, in order; what decides everything; then every other
 * question of which some answer would change the design, the one with the most different designs first. Nothing is
 * asked that can change nothing any more; the user may always see and answer all that apply. Verdicts that are known
 * already need not be asked for again.
 */
export function askedQuestions(
  file: AnswerFile,
  facts: Facts,
  verdictsTo = (question: Question) => verdictsOf(question, file, facts),
): QuestionId[] {
  const now = designOf(decideFile(file, facts));
  const applying = questionsToAsk(questions, knownAnswers(file.answers));
  const answered = applying.filter(({ id }) => file.answers[id] !== undefined);
  const open = applying.filter(({ id }) => file.answers[id] === undefined);
  const isDeciding = ({ id }: { readonly id: QuestionId }) => decidingQuestions.includes(id);
  const others = open
    .filter((question) => !isDeciding(question))
    .map((question) => ({ question, designs: new Set(verdictsTo(question).map(designOf)).add(now).size }))
    .filter(({ designs }) => designs > 1)
    .sort((a, b) => b.designs - a.designs);
  return [...answered, ...open.filter(isDeciding), ...others.map(({ question }) => question)].map(({ id }) => id);
}
