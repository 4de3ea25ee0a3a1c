import type * as z from 'zod/mini';

/** One thing that is wrong with a link, a file or a content file, in data; the reader's words are made from it. */
export type Problem = {
  /** Where: keys joined by dots, such as `answers.peakClients`; empty for the whole. */
  readonly path: string;
  /** What would be right, in short. */
  readonly expected: string;
  /** What was there, shortened. */
  readonly received: string;
};

/** Long or strange values are shown by their beginning only. */
const SHOWN_CHARACTERS = 60;

/** A received value in short: text in quotes, lists and objects by kind, nothing as "nothing". */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const text = String(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return `"${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}"`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { [key: PropertyKey]: unknown })[key];
  }
  return value;
}

const TYPES: { readonly [type: string]: string } = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What zod/mini says when a shape has no words of its own. */
const DEFAULT_MESSAGE = 'Invalid input';

const BOUNDS = { too_small: 'at least', too_big: 'at most' } as const;

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const strict =
        issue.inclusive === false ? (issue.code === 'too_small' ? 'more than' : 'less than') : BOUNDS[issue.code];
      const of = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
      return `${strict} ${bound}${of}`;
    }
    case 'invalid_format':
      // A shape that explains itself does so in words.
      if (issue.message !== DEFAULT_MESSAGE) return issue.message;
      return issue.pattern ? `text that matches ${issue.pattern}` : `text in the format ${issue.format}`;
    case 'invalid_key':
      return 'a known key';
    case 'custom':
      return issue.message || 'another value';
    default:
      return 'another value';
  }
}

/** The branch of a union that came closest: the one whose problems are about the value rather than its type. */
function unionExpectation(issue: z.core.$ZodIssueInvalidUnion): string {
  const parts = issue.errors.flatMap((branch) => {
    const first = branch[0];
    return first ? [first.code === 'invalid_union' ? unionExpectation(first) : expectation(first)] : [];
  });
  return [...new Set(parts)].join(', or ');
}

/** Every problem zod found, with what was expected and what the input holds there. */
export function problemsOf(error: z.core.$ZodError, input: unknown): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        expected: 'no such key',
        received: describe(valueAt(input, [...issue.path, key])),
      }));
    }
    const expected = issue.code === 'invalid_union' ? unionExpectation(issue) : expectation(issue);
    return [{ path, expected, received: describe(valueAt(input, issue.path)) }];
  });
}

/** A problem in one line: `path: expected …, received …`. */
export function printProblem({ path, expected, received }: Problem): string {
  return `${path ? `${path}: ` : ''}expected ${expected}, received ${received}`;
}
