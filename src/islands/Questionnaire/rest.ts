/** What the first question does not need: loaded together, in one piece, at the first touch of the form. */
export { problemSentence } from '../problem-words.ts';
export { AnswerRail } from './AnswerRail.tsx';
export { CheckAnswers } from './CheckAnswers.tsx';
export { OpenFile } from './OpenFile.tsx';
export { PathField } from './PathField.tsx';
export { ServiceFields } from './ServiceFields.tsx';
