import { defineQuestion } from '../engine/question.ts';
import { all, isOneOf, not } from '../engine/ternary.ts';
import { choices } from '../schema/answers.ts';

/** The recommended heartbeat interval, inclusive: a stream that is never silent for longer needs no heartbeat. */
const NEEDS_NO_HEARTBEAT_SECONDS = 15;

/** Whether the server can break a silence, which idle caps notice and total caps do not. */
export default defineQuestion({
  id: 'heartbeat',
  kind: 'choice',
  options: choices.heartbeat,
  applies: ({ useCase, longestSilenceSeconds }) =>
    all(
      not(isOneOf(useCase, ['file-transfer', 'media', 'partner-events'])),
      longestSilenceSeconds === undefined ? undefined : longestSilenceSeconds > NEEDS_NO_HEARTBEAT_SECONDS,
    ),
});
