import type { Verdict } from '../engine/assess.ts';
import type { Path } from '../engine/path.ts';
import type { AnswerFile, Answers, QuestionId, Service } from '../schema/answers.ts';
import type { Action, Finding, GeneratedFile, HopLimit } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Component } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { Target, TargetKey } from '../schema/target.ts';
import type { Locale, Texts } from '../schema/texts.ts';

/** The words a file prints: a dotted key of `text/<locale>/files/` and the values to fill in. Throws on an unknown key. */
export type Say = (key: string, data?: { readonly [key: string]: number | string }) => string;

/** Sample programs by their path below `content/samples`, such as `sse/server.py`, as they stand there. */
export type Samples = { readonly [path: string]: string };

/** Everything a generator may read. It decides nothing: verdict and facts are given. */
export type GeneratorInput = {
  readonly verdict: Verdict;
  /** The protocol the files are for: the recommended one. */
  readonly protocol: Protocol;
  /** Streams or jobs that go with it, such as the one that watches a job. */
  readonly companions: readonly Protocol[];
  readonly path: Path;
  readonly service: Service;
  readonly answers: Answers;
  /** The answer file as it was given. */
  readonly file: AnswerFile;
  /** Answers that take part and that nobody has confirmed yet. */
  readonly assumed: readonly QuestionId[];
  readonly target: Target;
  readonly facts: Facts;
  readonly samples: Samples;
  /** Address of the result these files belong to. */
  readonly link: string;
  readonly locale: Locale;
  /** All words of the locale; what files themselves say goes through `say`. */
  readonly texts: Texts;
  /** Names as the reader knows them. */
  readonly names: {
    readonly hop: (id: string) => string;
    readonly protocol: (id: string) => string;
    readonly option: (question: string, value: string) => string;
    readonly finding: (rule: string, code: string, data: Verdict['needs'][number]['data']) => string;
    /** All sentences of a finding, and of something to do. */
    readonly findingWords: (finding: Pick<Finding, 'rule' | 'code' | 'data'>) => {
      readonly [part in 'title' | 'what' | 'why' | 'do']?: string;
    };
    readonly action: (action: Action) => { readonly title: string; readonly detail?: string | undefined };
    readonly answer: (question: string, answer: unknown) => string;
    /** A limit's value by the unit its key ends in. */
    readonly amount: (key: string, value: number) => string;
    readonly duration: (seconds: number) => string;
    readonly number: (value: number) => string;
    readonly path: string;
  };
  readonly say: Say;
};

/** What of it the design alone decides, without words and choices. */
export type DesignInput = Pick<
  GeneratorInput,
  'verdict' | 'protocol' | 'companions' | 'path' | 'service' | 'answers' | 'facts'
>;

/** A file as a generator returns it; its kind is the generator's id. */
export type Draft = Omit<GeneratedFile, 'kind'>;

/** One kind of generated file. */
export type Generator = {
  /** Room of its words, with its `label`. */
  readonly id: string;
  /** Why there is no such file here, as a text key; null when there is. */
  readonly whyNot: (input: GeneratorInput) => string | null;
  /** Choices of the target that change its files; offered beside them. */
  readonly choices?: (input: GeneratorInput) => readonly TargetKey[];
  /** `earlier` are the files of the generators before it in the order of `index.ts`. */
  readonly generate: (input: GeneratorInput, earlier: readonly GeneratedFile[]) => Draft[];
};

/** Whether the path has a hop of one of these kinds. */
export function hasHop({ path }: Pick<GeneratorInput, 'path'>, ...components: Component[]): boolean {
  return path.hops.some(({ component }) => components.includes(component));
}

/** The judged limit of a component on this path, if the connection meets it. */
export function judgedLimit(
  { verdict }: Pick<GeneratorInput, 'verdict'>,
  component: Component,
  limit: HopLimit['limit'],
): HopLimit | undefined {
  return verdict.hops.find((row) => row.component === component && row.limit === limit);
}
