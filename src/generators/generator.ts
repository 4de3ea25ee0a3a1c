import type { Verdict } from '../engine/assess.ts';
import type { Path } from '../engine/path.ts';
import type { Answers, Service } from '../schema/answers.ts';
import type { GeneratedFile, HopLimit } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Component } from '../schema/platform.ts';
import type { Protocol } from '../schema/protocol.ts';

/** The words a file prints: a dotted key of `files.yaml` and the values to fill in. Throws on an unknown key. */
export type Say = (key: string, data?: { readonly [key: string]: number | string }) => string;

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
  readonly facts: Facts;
  /** Address of the result these files belong to. */
  readonly link: string;
  /** Names as the reader knows them. */
  readonly names: {
    readonly hop: (id: string) => string;
    readonly protocol: (id: string) => string;
    readonly option: (question: string, value: string) => string;
    readonly finding: (rule: string, code: string, data: Verdict['needs'][number]['data']) => string;
    readonly duration: (seconds: number) => string;
    readonly number: (value: number) => string;
    readonly path: string;
  };
  readonly say: Say;
};

/** One kind of generated file. */
export type Generator = {
  /** Label key under `files`, and the base of the file name. */
  readonly id: string;
  readonly appliesTo: (input: GeneratorInput) => boolean;
  readonly generate: (input: GeneratorInput) => GeneratedFile[];
};

/** Whether the path has a hop of one of these kinds. */
export function hasHop({ path }: GeneratorInput, ...components: Component[]): boolean {
  return path.hops.some(({ component }) => components.includes(component));
}

/** The judged limit of a component on this path, if the connection meets it. */
export function judgedLimit(
  { verdict }: GeneratorInput,
  component: Component,
  limit: HopLimit['limit'],
): HopLimit | undefined {
  return verdict.hops.find((row) => row.component === component && row.limit === limit);
}
