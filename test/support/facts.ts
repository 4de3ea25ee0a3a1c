import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { planConnection } from '../../src/engine/connection.ts';
import { heartbeatPeriod } from '../../src/engine/hops.ts';
import { findPath, type Path, type PathHop, type PathLimitKey, pathLimits } from '../../src/engine/path.ts';
import { type Rule, readFor, runNeed, runRule } from '../../src/engine/rule.ts';
import { needs } from '../../src/needs/index.ts';
import { type RawContent, readFacts } from '../../src/read-content.ts';
import { rules } from '../../src/rules/index.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { Finding } from '../../src/schema/assessment.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ThresholdKey } from '../../src/schema/platform.ts';
import type { NeedId, Protocol, ProtocolId } from '../../src/schema/protocol.ts';

/** The top folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files below a folder of the repository, as paths from that folder with forward slashes, in order. */
export function filesIn(folder: string, ending: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return all
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending))
    .sort();
}

export const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

const parsed = new Map<string, unknown>();

/** A file of `content/`, parsed when it is first asked for, so that a broken text stops only the tests of texts. */
function contentOf(file: string): unknown {
  if (!parsed.has(file)) parsed.set(file, parse(readText(`content/${file}`)));
  return parsed.get(file);
}

/** All YAML of `content/` as parsed, by path below it. */
export const rawContent: RawContent = Object.defineProperties(
  {},
  Object.fromEntries(
    filesIn('content', '.yaml').map((file) => [file, { enumerable: true, get: () => contentOf(file) }]),
  ),
);

/** The facts everything is judged against. */
export const facts: Facts = readFacts(rawContent);

/** The value of a threshold, so that a row follows an editor who changes it. */
export const t = (key: ThresholdKey): number => facts.thresholds[key].value;

export function protocolNamed(id: ProtocolId): Protocol {
  const protocol = facts.protocols.find((known) => known.id === id);
  if (!protocol) throw new Error(`protocol ${id}: not in content/protocols`);
  return protocol;
}

/** A path of the default profile; its default path without an id. */
export const pathNamed = (id?: string): Path => findPath(facts.platform, id);

/** The default path with something changed at one hop. */
export function pathWith(hopId: string, change: Partial<PathHop>): Path {
  const path = pathNamed();
  if (!path.hops.some(({ id }) => id === hopId)) throw new Error(`path ${path.id}: no hop ${hopId}`);
  return { ...path, hops: path.hops.map((hop) => (hop.id === hopId ? { ...hop, ...change } : hop)) };
}

/** A setting or a retired product as a test writes it, with the source every record has. */
export const sourced = { source: 'https://example.com/', checked: '2026-01-01' };

const pathOf = (path?: string | Path): Path => (typeof path === 'object' ? path : pathNamed(path));

/** A limit of a whole path as a connection of this protocol meets it. */
export function cap(key: PathLimitKey, protocolId: ProtocolId, answers: Answers = {}, path?: string | Path): number {
  const limit = pathLimits(pathOf(path), protocolNamed(protocolId), answers.conversation)[key];
  if (!limit) throw new Error(`${key}: no hop of the path has it for ${protocolId}`);
  return limit.value;
}

/** What each of these rules finds about one protocol, as the engine runs them. */
export function findAll(
  list: readonly Rule[],
  protocolId: ProtocolId,
  answers: Answers,
  where?: string | Path,
): Finding[] {
  const path = pathOf(where);
  const protocol = protocolNamed(protocolId);
  const limits = pathLimits(path, protocol, answers.conversation);
  const plan = planConnection(answers, protocol, limits, facts.thresholds);
  const subject = { protocol, path, plan, heartbeatSeconds: heartbeatPeriod(limits, facts.thresholds) };
  return list
    .filter((rule) => rule.appliesTo(protocol, path))
    .flatMap((rule) => runRule(rule, readFor(rule, answers), subject, limits, facts.thresholds) ?? []);
}

/** What one rule finds about one protocol; `undefined` when it has nothing to say. */
export function find(ruleId: string, ...subject: [ProtocolId, Answers, (string | Path)?]): Finding | undefined {
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`rule ${ruleId}: not in src/rules/index.ts`);
  return findAll([rule], ...subject)[0];
}

/** A row of a rule's table: a sentence, who is judged, by which answers, what is found, and on which path. */
export type RuleRow = [
  sentence: string,
  protocol: ProtocolId,
  answers: Answers,
  expected: string,
  path?: string | Path,
];

/**
 * A finding in one line: outcome, reason code, weight of a preference, and the answers it waits for.
 * @example 'blocker held-back', 'pass simplest +3', 'unknown, awaiting ifCut', 'not-applicable'
 */
export function verdict(...[ruleId, ...subject]: Parameters<typeof find>): string {
  const finding = find(ruleId, ...subject);
  if (!finding) return 'not-applicable';
  const { outcome, code, weight, missing } = finding;
  const words = [outcome, ...(outcome === 'unknown' ? [] : [code])];
  if (weight !== undefined) words.push(weight > 0 ? `+${weight}` : `${weight}`);
  return words.join(' ') + (missing.length > 0 ? `, awaiting ${missing.join(' ')}` : '');
}

/** A row of a need's table. */
export type NeedRow = [sentence: string, answers: Answers, expected: ReturnType<typeof holds>, path?: string];

/** Whether a need holds. careful: an answer is missing, and the careful choice is to act as if it did. */
export function holds(needId: NeedId, answers: Answers, path?: string): 'yes' | 'no' | 'unknown' | 'careful' {
  const need = needs.find(({ id }) => id === needId);
  if (!need) throw new Error(`need ${needId}: not in src/needs/index.ts`);
  const finding = runNeed(need, answers, pathNamed(path), facts.thresholds);
  if (!finding) return 'no';
  if (finding.outcome === 'unknown') return 'unknown';
  return finding.missing.length > 0 ? 'careful' : 'yes';
}
