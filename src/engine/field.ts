import type { Answers, QuestionId } from '../schema/answers.ts';
import type { Finding } from '../schema/assessment.ts';
import type { Facts } from '../schema/facts.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { Catalogue } from './catalogue.ts';
import { byRank, type Judged, judge, mayWin, type Trace } from './judge.ts';
import { type Path, type PathLimits, pathLimits, sendsOn } from './path.ts';
import { applicableAnswers } from './question.ts';
import { type Reading, readFor, runNeed } from './rule.ts';

/** Everything that was judged about one set of answers, and who is ahead. */
export type Field = {
  /** The answers that take part. */
  readonly answers: Answers;
  /** Questions that do not apply to them. */
  readonly notAsked: readonly QuestionId[];
  readonly needs: readonly Finding[];
  readonly ranked: readonly Judged[];
  readonly winner: Judged | undefined;
  readonly limitsOf: (protocol: Protocol) => PathLimits;
};

/** What the decision before this one found; whatever has not changed since is found again without looking. */
type Memory = {
  readonly limits: Map<string, PathLimits>;
  readonly traces: Map<Protocol, Trace>;
  readings: readonly Reading[];
  needReadings: readonly Reading[];
  needs: readonly (Finding | undefined)[];
};

const memories = new WeakMap<Catalogue, WeakMap<Facts, WeakMap<Path, Memory>>>();

function memoryOf(catalogue: Catalogue, facts: Facts, path: Path): Memory {
  const byFacts = memories.get(catalogue) ?? new WeakMap<Facts, WeakMap<Path, Memory>>();
  const byPath = byFacts.get(facts) ?? new WeakMap<Path, Memory>();
  const memory = byPath.get(path) ?? {
    limits: new Map(),
    traces: new Map(),
    readings: [],
    needReadings: [],
    needs: [],
  };
  memories.set(catalogue, byFacts);
  byFacts.set(facts, byPath);
  byPath.set(path, memory);
  return memory;
}

/** Protocols meet the same limits when they cross the platform, upgrade and carry alike; each kind is looked up once. */
function limitsByKind(path: Path, { conversation }: Answers, known: Memory['limits']): Field['limitsOf'] {
  return (protocol) => {
    const sends = sendsOn(protocol, conversation);
    const kind = `${protocol.crossesPlatform} ${protocol.needsUpgrade} ${sends}`;
    const limits = known.get(kind) ?? pathLimits(path, protocol, conversation);
    known.set(kind, limits);
    return limits;
  };
}

/** Runs every rule and need on the answers. Pure: the same input gives the same value, whatever was asked before. */
export function judgeAll(
  given: Answers,
  path: Path,
  facts: Facts,
  catalogue: Catalogue,
  protocols: readonly Protocol[] = facts.protocols,
): Field {
  const memory = memoryOf(catalogue, facts, path);
  const answers = applicableAnswers(catalogue.questions, given);
  const notAsked = catalogue.questions.filter(({ applies }) => applies(answers) === false).map(({ id }) => id);
  const needReadings = catalogue.needs.map((need, index) =>
    readFor(need, answers, notAsked, memory.needReadings[index]),
  );
  memory.needs = catalogue.needs.map((need, index) =>
    needReadings[index] === memory.needReadings[index]
      ? memory.needs[index]
      : runNeed(need, answers, path, facts.thresholds, notAsked),
  );
  memory.needReadings = needReadings;
  memory.readings = catalogue.rules.map((rule, index) => readFor(rule, answers, notAsked, memory.readings[index]));
  const needs = memory.needs.flatMap((need) => need ?? []);
  const limitsOf = limitsByKind(path, answers, memory.limits);
  const { readings } = memory;
  const judged = protocols.map((protocol) => {
    const trace = judge(
      protocol,
      { answers, path, facts, rules: catalogue.rules, readings, needs, limits: limitsOf(protocol) },
      memory.traces.get(protocol),
    );
    memory.traces.set(protocol, trace);
    return trace.judged;
  });
  const ranked = [...judged].sort(byRank(judged, needs));
  return { answers, notAsked, needs, ranked, winner: ranked.find(mayWin), limitsOf };
}
