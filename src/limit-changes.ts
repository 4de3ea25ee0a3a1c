import { diffArrays } from 'diff';
import type { Path, PathHop } from './engine/path.ts';
import type { GeneratedFile } from './schema/assessment.ts';
import type { Component } from './schema/platform.ts';

/** A line of a file as it is with the advice; what is not in both is marked. */
export type ChangedLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/**
 * What a file changes of today's limits. unknown: it sets nothing whose value of today is recorded. same: it does, and
 * every such value stays.
 */
export type LimitChanges =
  | { readonly kind: 'unknown' | 'same' }
  | { readonly kind: 'changed'; readonly lines: readonly ChangedLine[] };

/** Units in which a configuration states a limit as it is recorded. */
const COMPARED = ['seconds', 'connections', 'workers'];
const MILLISECONDS = 1000;
/** Kubernetes objects that set the limits of a load balancer; others have fields of the same name. */
const OBJECTS: { readonly [C in Component]?: string } = {
  'classic-alb': 'BackendConfig',
  'global-alb': 'GCPBackendPolicy',
  'regional-alb': 'GCPBackendPolicy',
  'internal-alb': 'GCPBackendPolicy',
};

/** Today's value of each recorded setting, by every name a configuration has for it, as it is written there. */
function todayOf({ component, limits }: PathHop): [name: string, value: number][] {
  return Object.values(limits).flatMap((record): [string, number][] => {
    if (!record?.setting || !COMPARED.includes(record.unit)) return [];
    const object = OBJECTS[component];
    if (component !== 'kong') return [[object ? `${object}.${record.setting}` : record.setting, record.value]];
    // Kong counts in milliseconds, and writes a field otherwise than the annotation that sets it.
    const field = record.setting.replace(/^.*\//, '').replaceAll('-', '_');
    return [record.setting, field].map((name) => [name, record.value * MILLISECONDS]);
  });
}

const NGINX = /^(\s*)([a-z_]+)( )(\d+)([a-z]*;)$/;
const YAML = /^(\s*(?:- )?['"]?)([\w./-]+?)(['"]?: ['"]?)(\d+)([a-z]*['"]?)$/;
const KEY = /^(\s*(?:- )?)['"]?([\w./-]+?)['"]?:/;

/** The lines of a file with today's value wherever one is recorded, and whether there is such a line. */
function asToday(lines: readonly string[], today: ReadonlyMap<string, number>) {
  let isKnown = false;
  let object = '';
  let parents: { readonly depth: number; readonly key: string }[] = [];
  const changed = lines.map((line) => {
    const [, indent = '', key = ''] = KEY.exec(line) ?? [];
    if (key) parents = [...parents.filter(({ depth }) => depth < indent.length), { depth: indent.length, key }];
    object = /^kind: (\w+)$/.exec(line)?.[1] ?? object;
    const [whole, before, name = '', between, , after] = NGINX.exec(line) ?? YAML.exec(line) ?? [];
    const value = today.get(name) ?? today.get([object, ...parents.map((parent) => parent.key)].join('.'));
    if (whole === undefined || value === undefined) return line;
    isKnown = true;
    return `${before}${name}${between}${value}${after}`;
  });
  return { lines: changed, isKnown };
}

/**
 * Compares a file with itself as it would be with the values the profile records for today. Comments are left out: they
 * tell of both. Nothing is guessed: a setting that is not recorded is taken as it is.
 */
export function limitChanges({ text }: Pick<GeneratedFile, 'text'>, path: Path): LimitChanges {
  const proposed = text.split('\n').filter((line) => line.trim() && !/^\s*#/.test(line));
  const today = asToday(proposed, new Map(path.hops.flatMap(todayOf)));
  if (!today.isKnown) return { kind: 'unknown' };
  const lines = diffArrays(today.lines, proposed).flatMap(({ value, added, removed }) =>
    value.map((line): ChangedLine => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: line })),
  );
  return lines.every(({ kind }) => kind === 'same') ? { kind: 'same' } : { kind: 'changed', lines };
}
