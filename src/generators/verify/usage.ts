import type { GeneratorInput } from '../generator.ts';
import { wrapText } from '../print/text.ts';
import { COMMON, type Option, VALUES } from './options.ts';
import type { Program } from './program.ts';

const WIDTH = 80;
const MARGIN = '      ';

/** The key of what an option is for, such as `optionEndMark`. */
const keyOf = (option: Option): string =>
  `option${option.slice(2).replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;

/** What `--help` prints, line by line. */
export function usageLines({ say }: GeneratorInput, { opening, options, limits = [] }: Program, url: string): string[] {
  const known: readonly Option[] = [...COMMON, ...options];
  const spelled = (option: Option) => [option, VALUES[option]].filter((part) => part !== '').join(' ');
  const described = (option: Option) => [
    `  ${spelled(option)}`,
    ...wrapText(say(`verify-usage.${keyOf(option)}`), WIDTH - MARGIN.length).map((line) => MARGIN + line),
    // On a line of its own, so that a long one changes no other line.
    ...(option === '--url' ? [MARGIN + url] : []),
  ];
  const paragraphs = [
    say('verify-usage.what'),
    ...(opening === 'post' ? [say('verify-usage.post')] : []),
    ...limits.map((key) => say(`verify-usage.${key}`)),
    say('verify-usage.curl'),
  ];
  return [
    `sh verify.sh ${known.map((option) => `[${spelled(option)}]`).join(' ')}`,
    ...paragraphs.flatMap((text) => ['', ...wrapText(text, WIDTH)]),
    '',
    ...known.flatMap(described),
    '',
    ...wrapText(say('verify-usage.exit'), WIDTH),
  ];
}
