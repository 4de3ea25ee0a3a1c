import { defineQuestion } from '../engine/question.ts';
import { all, any, isOneOf } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';
import resumeQuestion from './resume-reach.ts';

/** What the server side can keep or run. Asked where something has to outlive one connection. */
export default defineQuestion({
  id: 'serverStores',
  kind: 'choices',
  options: choices.serverStores,
  exclusive: 'none',
  applies: (answers) =>
    any(
      isOneOf(answers.ifCut, ['resume', 'must-finish', 'costly']),
      isOneOf(answers.missedMessages, ['replay', 'no-duplicates', 'exactly-once']),
      // A question that is never asked has no answer to wait for.
      all(resumeQuestion.applies(answers), isOneOf(answers.resumeReach, ['same-tab', 'any-device'])),
      isOneOf(answers.useCase, ['job-progress', 'ai-agent']),
    ),
});
