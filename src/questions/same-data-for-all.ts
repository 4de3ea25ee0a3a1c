import { defineQuestion } from '../engine/question.ts';
import { all, isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';
import conversationQuestion from './conversation.ts';

/** Whether a cache could answer everybody. What is made for one person or one run is never shared. */
export default defineQuestion({
  id: 'sameDataForAll',
  kind: 'choice',
  options: choices.sameDataForAll,
  applies: (answers) =>
    all(
      // Where nobody is asked who talks, there is no answer to wait for.
      conversationQuestion.applies(answers),
      isOneOf(answers.conversation, ['server-streams', 'mostly-server']),
      not(
        isOneOf(answers.useCase, ['ai-reply', 'ai-agent', 'mcp', 'job-progress', 'file-transfer', 'voice', 'terminal']),
      ),
    ),
});
