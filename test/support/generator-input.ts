import fc from 'fast-check';
import { type Files, generateFiles } from '../../src/advise.ts';
import { knownAnswers } from '../../src/answer-file.ts';
import { decideFile } from '../../src/decide-file.ts';
import type { Verdict } from '../../src/engine/assess.ts';
import type { Generator } from '../../src/generators/generator.ts';
import { type AnswerFile, type Answers, defaultService, type Service } from '../../src/schema/answers.ts';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { Limits } from '../../src/schema/platform.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import type { GivenTarget } from '../../src/schema/target.ts';
import type { Locale } from '../../src/schema/texts.ts';
import { readAnswers } from './answers.ts';
import { anyAnswers } from './arbitrary-answers.ts';
import { facts, filesIn } from './facts.ts';
import { samples } from './samples.ts';
import { texts } from './texts.ts';

/** A team's case: what it answers, on which path, with which names, judged against which facts. */
export type Case = {
  readonly answers: Answers;
  readonly path?: string;
  readonly service?: Partial<Service>;
  readonly facts?: Facts;
  readonly locale?: Locale;
  readonly target?: GivenTarget;
};

export const fileOf = ({ answers, path, service, target = {} }: Case): AnswerFile => ({
  version: 1,
  profile: 'default',
  ...(path !== undefined && { path }),
  service: { ...defaultService, ...service },
  target,
  answers,
});

export const verdictOf = (given: Case): Verdict => decideFile(fileOf(given), given.facts ?? facts);

/** The files of a case, as the product makes them; names are not checked against the answer file's schema. */
export function allFilesOf(given: Case, kinds?: readonly Generator[]): Files {
  const { locale = 'en', facts: known = facts } = given;
  return generateFiles(verdictOf(given), fileOf(given), known, texts(locale), locale, samples, kinds);
}

/** The files of a case alone. */
export const filesOf = (given: Case): readonly GeneratedFile[] => allFilesOf(given).files;

/** One file of a case by its name; throws when it was not made. */
export function fileNamed(given: Case, name: string): string {
  const found = filesOf(given).find((file) => file.name === name);
  if (!found) throw new Error(`${name}: not among the files`);
  return found.text;
}

/** Facts in which only one protocol is known, so that it is recommended wherever it is possible at all. */
export const onlyKnowing = (id: ProtocolId): Facts => ({
  ...facts,
  protocols: facts.protocols.filter((protocol) => protocol.id === id),
});

/** The same facts with other numbers at Nginx, such as timeouts a test can wait for. */
export function withNginxLimits(
  known: Facts,
  values: { readonly [K in keyof Limits]?: [today: number, most: number] },
): Facts {
  const platform = structuredClone(known.platform);
  const limits = platform.hops['nginx']?.limits ?? {};
  for (const [key, [value, maximum]] of Object.entries(values)) {
    const limit = limits[key as keyof Limits];
    if (limit) Object.assign(limit, { value, maximum });
  }
  return { ...known, platform };
}

/** Paths the default profile does not have: Nginx without a load balancer, and a load balancer without a proxy. */
export const otherPaths: Facts = {
  ...facts,
  platform: {
    ...facts.platform,
    paths: {
      'nginx-alone': { tiered: true, hops: ['browser', 'nginx', 'service'] },
      'balancer-alone': { tiered: true, hops: ['browser', 'classic-alb', 'service'] },
    },
  },
};

/** The answers of every scenario. */
export const scenarioAnswers: readonly Answers[] = filesIn('test/scenarios', 'answers.yaml').map((file) =>
  knownAnswers(readAnswers(`test/scenarios/${file}`).answers),
);

/** Answers of all kinds, the same in every run: the scenarios, then random ones. */
export function manyAnswers(count: number): Answers[] {
  return [...scenarioAnswers, ...fc.sample(anyAnswers, { numRuns: count, seed: 20_261_121 })];
}

/** A text without its comments: what a reader that is a program sees of it, for telling distinct files. */
export const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\s*(#|%% |$)/.test(line))
    .join('\n');

/** The first case of each distinct text, comments apart, that one file has over all these cases. */
export function distinct(cases: Iterable<Case>, isWanted: (file: GeneratedFile) => boolean): Map<string, Case> {
  const found = new Map<string, Case>();
  for (const given of cases) {
    const key = filesOf(given)
      .filter(isWanted)
      .map(({ text }) => withoutComments(text))
      .join('\n');
    if (key !== '' && !found.has(key)) found.set(key, given);
  }
  return found;
}
