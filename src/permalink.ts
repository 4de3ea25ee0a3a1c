import { type Read, readAnswerFile } from './answer-file.ts';
import {
  type AnswerFile,
  answerShapes,
  choices,
  defaultService,
  type QuestionId,
  questionIds,
} from './schema/answers.ts';
import type { LinkFacts } from './schema/facts.ts';
import { describe, type Problem } from './schema/problem.ts';
import { targets } from './schema/target.ts';
import { ALL } from './to-fragment.ts';

export { toFragment } from './to-fragment.ts';

/** Question ids that were published under another name: old id to today's. Ids are never reused. */
const renamedIds: { readonly [old: string]: QuestionId } = {};

/** Longer than any link we make by a wide margin; a longer one is not read. */
const MOST_CHARACTERS = 4_000;

/** A decimal number as people write it; anything else stays text, which the schema then refuses by name. */
function toNumber(text: string): number | string {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

const NUMBERS = questionIds.filter((id) => !(id in choices));
const LISTS = questionIds.filter((id) => answerShapes[id]._zod.def.type === 'array');

function toAnswer(id: QuestionId, text: string): unknown {
  if (LISTS.includes(id)) return text === 'not-sure' ? text : text.split(',');
  return NUMBERS.includes(id) ? toNumber(text) : text;
}

/**
 * Reads a fragment, with or without `#`. Every unknown key, repeated key, damaged escape or value out of range is a
 * problem; nothing is guessed. Never throws.
 */
export function fromFragment(fragment: string, facts: LinkFacts): Read<AnswerFile> {
  const text = fragment.replace(/^#/, '');
  if (text.length > MOST_CHARACTERS) {
    return {
      ok: false,
      problems: [{ path: '', expected: `at most ${MOST_CHARACTERS} characters`, received: String(text.length) }],
    };
  }
  const problems: Problem[] = [];
  const file: { [key: string]: unknown } = {};
  const service: { [key: string]: unknown } = {};
  const target: { [key: string]: unknown } = {};
  const answers: { [key: string]: unknown } = {};
  const seen = new Set<string>();
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=');
    const rawKey = at < 0 ? pair : pair.slice(0, at);
    const value = at < 0 ? undefined : decode(pair.slice(at + 1));
    const key = (Object.hasOwn(renamedIds, rawKey) ? renamedIds[rawKey] : undefined) ?? rawKey;
    const isQuestion = (questionIds as readonly string[]).includes(key);
    const known =
      isQuestion ||
      ['v', 'rules', 'profile', 'path', 'assumed', 'scenario'].includes(key) ||
      isServiceKey(key) ||
      isTargetKey(key);
    if (value === undefined || !known) {
      problems.push({
        path: known ? key : describe(key),
        expected: known ? 'a value' : 'no such key',
        received: describe(value),
      });
    } else if (seen.has(key)) {
      problems.push({ path: key, expected: 'one value', received: 'several' });
    } else if (key === 'scenario') {
      // One that exists was replaced by its answers before: see preset-link.ts.
      problems.push({ path: key, expected: 'the id of a preset', received: describe(value) });
    } else if (isQuestion) answers[key] = toAnswer(key as QuestionId, value);
    else if (key === 'v') file['version'] = toNumber(value);
    else if (key === 'assumed') file['assumed'] = value.split(',');
    else if (isServiceKey(key)) {
      const name = key.slice('service.'.length);
      service[name] = name === 'port' ? toNumber(value) : value;
    } else if (isTargetKey(key)) target[key.slice('target.'.length)] = value;
    else file[key] = value;
    seen.add(key);
  }
  if (String(file['assumed']) === ALL) file['assumed'] = Object.keys(answers);
  const read = readAnswerFile({ ...file, service, target, answers }, facts);
  if (problems.length === 0) return read;
  return { ok: false, problems: read.ok ? problems : [...problems, ...read.problems] };
}

/** Own keys only: a link must not reach what every object has. */
function isServiceKey(key: string): boolean {
  return key.startsWith('service.') && Object.hasOwn(defaultService, key.slice('service.'.length));
}

function isTargetKey(key: string): boolean {
  return key.startsWith('target.') && Object.hasOwn(targets, key.slice('target.'.length));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a damaged percent escape
  }
}
