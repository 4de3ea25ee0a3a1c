/** What the questionnaire asks the engine; one piece, loaded when something is answered. */
export { askedQuestions } from '../../asked.ts';
export { meaningOf } from '../../meaning.ts';
export { outlookOf } from '../../outlook.ts';
