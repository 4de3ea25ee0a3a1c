import type { Problem } from '../schema/problem.ts';
import type { SayInterface } from './words.ts';

/** What was expected, by the English of `schema/problem.ts`, and the text that says the same; `{0}` is what varies. */
const EXPECTATIONS: readonly (readonly [RegExp, string])[] = [
  [/^no such key$/, 'noSuchKey'],
  [/^a known key$/, 'noSuchKey'],
  [/^a whole number$/, 'wholeNumber'],
  [/^an object$/, 'object'],
  [/^a value of type (\w+)$/, 'type'],
  [/^one of (.+)$/, 'oneOf'],
  [/^at least (\S+) (?:characters|entries)$/, 'atLeast'],
  [/^at most (\S+) characters$/, 'mostCharacters'],
  [/^at least (\S+)$/, 'atLeast'],
  [/^at most (\S+)$/, 'atMost'],
  [/^more than (\S+)$/, 'moreThan'],
  [/^less than (\S+)$/, 'lessThan'],
  [/^text that matches (.+)$/, 'pattern'],
  [/^a value$/, 'value'],
  [/^one value$/, 'oneValue'],
  [/^each value once$/, 'eachOnce'],
  [/^"none" stands alone$/, 'noneAlone'],
  [/^another value$/, 'another'],
];

const RECEIVED: { readonly [text: string]: string } = { nothing: 'nothing', several: 'several', 'an object': 'object' };

function expectation(text: string, say: SayInterface): string {
  const parts = text.split(', or ').map((part) => {
    for (const [pattern, key] of EXPECTATIONS) {
      const match = pattern.exec(part);
      if (match) return say(`problem.${key}`, { value: match[1] ?? '' });
    }
    return part; // a value that stands for itself, such as the id of a profile
  });
  return parts.join(say('problem.or'));
}

/** A problem with a link or a file as one sentence of the reader's language; keys and values stay as they are. */
export function problemSentence({ path, expected, received }: Problem, say: SayInterface): string {
  const known = RECEIVED[received];
  const data = { expected: expectation(expected, say), received: known ? say(`problem.${known}`) : received };
  return path ? say('problem.at', { path, ...data }) : say('problem.whole', data);
}
