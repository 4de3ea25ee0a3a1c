import { parse } from 'yaml';
import { readAnswerFile } from '../../src/answer-file.ts';
import type { AnswerFile, Answers } from '../../src/schema/answers.ts';
import { printProblem } from '../../src/schema/problem.ts';
import { facts, readText } from './facts.ts';

function accepted(input: unknown, name: string): AnswerFile {
  const read = readAnswerFile(input, facts);
  if (!read.ok) throw new Error(read.problems.map((problem) => `${name}: ${printProblem(problem)}`).join('\n'));
  return read.value;
}

/** An answer file of the repository, which has to be right. */
export const readAnswers = (file: string): AnswerFile => accepted(parse(readText(file)), file);

/** An answer file with these answers and every name at its default. */
export const answerFile = (answers: Answers, rest: { path?: string; service?: object } = {}): AnswerFile =>
  accepted({ version: 1, ...rest, answers }, 'answers of a test');
