import { parse } from 'yaml';
import * as z from 'zod/mini';
import { readAnswerFile } from './answer-file.ts';
import type { Samples } from './generators/generator.ts';
import { ContentError, type RawContent, readFacts, readTexts } from './read-content.ts';
import type { AnswerFile } from './schema/answers.ts';
import { printProblem, problemsOf } from './schema/problem.ts';
import { type Locale, locales, type Texts } from './schema/texts.ts';
import { type Versions, versionsShape } from './schema/tiers.ts';

const files = import.meta.glob<string>('/content/**/*.yaml', { query: '?raw', import: 'default', eager: true });

const sampleFiles = import.meta.glob<string>('/content/samples/*/*', { query: '?raw', import: 'default', eager: true });

/** The sample programs as they stand in `content/samples`. */
export const samples: Samples = Object.fromEntries(
  Object.entries(sampleFiles).map(([path, text]) => [path.replace(/^\/content\/samples\//, ''), text]),
);

function parseFile(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new ContentError([`${path}: expected YAML, received something else: ${reason}. Correct the line.`]);
  }
}

const raw: RawContent = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace(/^\/content\//, ''), parseFile(path.slice(1), text)]),
);

/** Everything that decides, read once when the site is built; broken content stops the build with its lines. */
export const facts = readFacts(raw);

const textsByLocale = Object.fromEntries(locales.map((locale) => [locale, readTexts(raw, locale)])) as {
  [L in Locale]: Texts;
};

/** The words of one language. */
export const textsOf = (locale: Locale): Texts => textsByLocale[locale];

/** Versions of rules and content, newest first; `readFacts` has found the file to be right. */
export const versions: Versions['versions'] = z.parse(versionsShape, raw['versions.yaml']).versions;

/** Groups of cards on the landing page, in order. */
export const scenarioGroups = ['ai', 'live', 'together', 'request', 'systems'] as const;

const scenarioShape = z.strictObject({
  /** Place among the cards of the landing page. */
  order: z.int(),
  group: z.enum(scenarioGroups),
  /** An answer file, as anybody could open it. */
  file: z.record(z.string(), z.unknown()),
});

/** A typical case to start from; its words are in `interface.yaml`, room `scenarios`. */
export type Scenario = {
  readonly id: string;
  readonly order: number;
  readonly group: (typeof scenarioGroups)[number];
  readonly file: AnswerFile;
};

function readScenario(path: string): Scenario {
  const parsed = scenarioShape.safeParse(raw[path]);
  if (!parsed.success) {
    throw new ContentError(
      problemsOf(parsed.error, raw[path]).map((problem) => `content/${path}: ${printProblem(problem)}`),
    );
  }
  const read = readAnswerFile(parsed.data.file, facts);
  if (!read.ok)
    throw new ContentError(read.problems.map((problem) => `content/${path}: file.${printProblem(problem)}`));
  const id = path.replace(/^scenarios\/|\.yaml$/g, '');
  const { order, group } = parsed.data;
  return { id, order, group, file: read.value };
}

/** The typical cases in the order of the landing page. */
export const scenarios: readonly Scenario[] = Object.keys(raw)
  .filter((path) => path.startsWith('scenarios/'))
  .map(readScenario)
  .sort((a, b) => a.order - b.order);
