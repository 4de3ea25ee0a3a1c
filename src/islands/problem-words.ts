import type { Problem } from '../schema/problem.ts';
import type { SayInterface } from './words.ts';

/** What was expected, by the English of `schema/problem.ts`, and the text that says the same; `{0}` is what varies. */
const EXPECTATIONS: readonly (readonly [RegExp, string])[] = [
  [/^a whole number$/, 'wholeNumber'],
  [/^a number$/, 'number'],
  [/^text$/, 'text'],
  [/^a list$/, 'aList'],
  [/^an object$/, 'object'],
  [/^one of (.+)$/, 'oneOf'],
  [/^at least (\S+) entries$/, 'atLeast'],
  [/^at least (\S+)$/, 'atLeast'],
  [/^at most (\S+) characters$/, 'mostCharacters'],
  [/^at most (\S+)$/, 'atMost'],
  [/^more than (\S+)$/, 'moreThan'],
  [/^a value$/, 'value'],
  [/^one value$/, 'oneValue'],
  [/^each value once$/, 'eachOnce'],
  [/^"none" alone/, 'noneAlone'],
  [/^a DNS label/, 'dnsLabel'],
  [/^a host name/, 'hostName'],
  [/^a path that begins/, 'urlPath'],
  [/^text without control/, 'plainText'],
  [/^a version such as (\S+)$/, 'version'],
  [/^the id of a profile$/, 'profileId'],
  [/^the id of a path$/, 'pathId'],
  [/^the id of a preset$/, 'presetId'],
  [/^questions that are answered$/, 'answered'],
];

const RECEIVED: readonly (readonly [RegExp, string])[] = [
  [/^nothing$/, 'nothing'],
  [/^several$/, 'several'],
  [/^an object$/, 'object'],
  [/^a list of (\d+)$/, 'list'],
];

/** The text for the first pattern that fits; what fits none stands for itself, such as a value in quotes. */
function inWords(text: string, patterns: typeof RECEIVED, say: SayInterface): string {
  for (const [pattern, key] of patterns) {
    const match = pattern.exec(text);
    if (match) return say(`problem.${key}`, { value: match[1] ?? '' });
  }
  return text;
}

/** A problem with a link or a file as one sentence of the reader's language; keys and values stay as they are. */
export function problemSentence({ path, expected, received }: Problem, say: SayInterface): string {
  const got = inWords(received, RECEIVED, say);
  if (/^(no such|a known) key$/.test(expected)) return say('problem.unknownKey', { path, received: got });
  const whole = inWords(expected, EXPECTATIONS, say);
  const parts = expected.split(', or ').map((part) => inWords(part, EXPECTATIONS, say));
  const data = { expected: whole === expected ? parts.join(say('problem.or')) : whole, received: got };
  return path ? say('problem.at', { path, ...data }) : say('problem.whole', data);
}
