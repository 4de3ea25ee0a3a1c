import type { AnswerFile } from '../schema/answers.ts';

/** The answers as the file the command line and the questionnaire read. */
export async function answersYaml({ answers, ...file }: AnswerFile, rules: string): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify({ ...file, rules: file.rules ?? rules, answers });
}
