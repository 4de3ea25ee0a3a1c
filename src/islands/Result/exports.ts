import type { Samples } from '../../generators/generator.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { GeneratedFile } from '../../schema/assessment.ts';
import type { Facts } from '../../schema/facts.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import { answersYaml as printAnswers } from '../answers-yaml.ts';
import { download } from './download.ts';

/** Everything in one ZIP, made when it is asked for. */
export async function downloadAll(name: string, files: readonly GeneratedFile[]): Promise<void> {
  const { bundle } = await import('../../bundle.ts');
  download(`${name}.zip`, bundle(files), 'application/zip');
}

/** The answers as the file that the command line and the questionnaire read; also where no protocol fits. */
export async function answersYaml(file: AnswerFile, rules: string, files: readonly GeneratedFile[]): Promise<string> {
  return files.find(({ name }) => name === 'answers.yaml')?.text ?? printAnswers(file, rules);
}

/** The same as JSON, without the comments; the command line reads it, too. */
export async function answersJson(yaml: string): Promise<string> {
  const { parse } = await import('yaml');
  return `${JSON.stringify(parse(yaml), null, 2)}\n`;
}

/** The whole assessment, with the very bytes that the command line prints. */
export async function assessmentJson(
  file: AnswerFile,
  facts: Facts,
  texts: Texts,
  locale: Locale,
  samples: Samples,
): Promise<string> {
  const { advise } = await import('../../advise.ts');
  return `${JSON.stringify(advise(file, facts, texts, locale, samples), null, 2)}\n`;
}
