import type * as z from 'zod/mini';
import { needs } from './needs/index.ts';
import { questions } from './questions/index.ts';
import { rules } from './rules/index.ts';
import type { Facts } from './schema/facts.ts';
import { type Platform, platformShape, type Thresholds, thresholdsShape } from './schema/platform.ts';
import { printProblem, problemsOf } from './schema/problem.ts';
import { type Protocol, protocolIds, protocolShape } from './schema/protocol.ts';
import { type Locale, type Texts, textsShape } from './schema/texts.ts';
import { tiersShape, versionsShape } from './schema/tiers.ts';

/** Content as parsed from YAML, by path below `content/`, such as `platforms/default.yaml`. */
export type RawContent = { readonly [path: string]: unknown };

/** Everything wrong with the content, a line each: file, path, expected, received, what to do. */
export class ContentError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(`The content cannot be used:\n${lines.join('\n')}`);
    this.name = 'ContentError';
    this.lines = lines;
  }
}

const TODO_BY_EXPECTATION: readonly [RegExp, string][] = [
  [/no such key/, 'Check the spelling, or remove the key.'],
  [/https/, 'Add the page you read the value on.'],
  [/YYYY-MM-DD/, 'Write the day you read the source.'],
  [/nothing/, 'Add it.'],
];
const LAST_ADVICE = 'See content/README.md for an example.';

function read<T extends z.ZodMiniType>(
  raw: RawContent,
  file: string,
  shape: T,
  lines: string[],
): z.infer<T> | undefined {
  const input = raw[file];
  if (input === undefined) {
    lines.push(`content/${file}: expected a file, received nothing. Add it; content/README.md has an example.`);
    return undefined;
  }
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  for (const problem of problemsOf(parsed.error, input)) {
    const text = printProblem(problem);
    const advice = TODO_BY_EXPECTATION.find(([pattern]) => pattern.test(text))?.[1] ?? LAST_ADVICE;
    lines.push(`content/${file}: ${text}. ${advice}`);
  }
  return undefined;
}

/** Facts from raw content. Throws one `ContentError` with all problems. */
export function readFacts(raw: RawContent, profile = 'default'): Facts {
  const lines: string[] = [];
  const platformFile = `platforms/${profile}.yaml`;
  const platform = read(raw, platformFile, platformShape, lines);
  const thresholds = read(raw, 'thresholds.yaml', thresholdsShape, lines);
  const tiers = read(raw, 'tiers.yaml', tiersShape, lines);
  const versions = read(raw, 'versions.yaml', versionsShape, lines);
  const protocols = protocolIds.flatMap((id): Protocol[] => {
    const file = `protocols/${id}.yaml`;
    const protocol = read(raw, file, protocolShape, lines);
    if (protocol && protocol.id !== id)
      lines.push(`content/${file}: id: expected ${id}, received ${protocol.id}. Name file and id alike.`);
    return protocol ? [protocol] : [];
  });
  if (platform) {
    for (const [id, path] of Object.entries(platform.paths)) {
      for (const hop of path.hops) {
        if (platform.hops[hop]) continue;
        lines.push(
          `content/${platformFile}: paths.${id}.hops: expected ids under hops, received ${hop}. Add the hop or correct the id.`,
        );
      }
    }
    if (!platform.paths[platform.defaultPath]) {
      lines.push(
        `content/${platformFile}: defaultPath: expected an id under paths, received ${platform.defaultPath}. Name one of the paths.`,
      );
    }
    lines.push(...limitProblems(platformFile, platform.hops));
    if (thresholds) lines.push(...tierProblems(platformFile, platform, thresholds));
  }
  const known = new Set([...rules.map(({ id }) => id), ...needs.map(({ id }) => id as string)]);
  for (const id of Object.keys(tiers?.findings ?? {})) {
    if (!known.has(id))
      lines.push(`content/tiers.yaml: findings.${id}: expected the id of a rule, received ${id}. Check the spelling.`);
  }
  const version = versions?.versions[0]?.version;
  if (lines.length > 0 || !platform || !thresholds || !tiers || !version) throw new ContentError(lines);
  return { rulesVersion: version, platform, protocols: protocols.sort((a, b) => a.order - b.order), tiers, thresholds };
}

function limitProblems(file: string, hops: Facts['platform']['hops']): string[] {
  return Object.entries(hops).flatMap(([hopId, { limits }]) =>
    Object.entries(limits).flatMap(([key, limit]) => {
      const { value, maximum, absoluteMaximum } = limit ?? { value: 0 };
      const at = `content/${file}: hops.${hopId}.limits.${key}`;
      const lines: string[] = [];
      if (maximum !== undefined && value > maximum)
        lines.push(`${at}.value: expected at most its maximum ${maximum}, received ${value}. Correct one of them.`);
      if (maximum !== undefined && absoluteMaximum !== undefined && maximum > absoluteMaximum) {
        lines.push(
          `${at}.maximum: expected at most absoluteMaximum ${absoluteMaximum}, received ${maximum}. Correct one of them.`,
        );
      }
      return lines;
    }),
  );
}

/** Tiers that promise a longer life than a hop on a tiered path can ever give, whatever it is set to. */
function tierProblems(file: string, { hops, paths }: Platform, thresholds: Thresholds): string[] {
  const tiered = new Set(Object.values(paths).flatMap((path) => (path.tiered ? path.hops : [])));
  const promises = ['standardLifetimeSeconds', 'extendedLifetimeSeconds'] as const;
  return [...tiered].flatMap((hopId) =>
    Object.entries(hops[hopId]?.limits ?? {}).flatMap(([key, limit]) => {
      const most = limit?.kind === 'total' ? limit.absoluteMaximum : undefined;
      return promises
        .filter((promise) => most !== undefined && thresholds[promise].value > most)
        .map(
          (promise) =>
            `content/thresholds.yaml: ${promise}.value: expected at most ${most}, the absoluteMaximum of hops.${hopId}.limits.${key} in content/${file}, received ${thresholds[promise].value}. Correct one of them.`,
        );
    }),
  );
}

const TEXT_FILES = ['questions', 'rules', 'protocols', 'platform', 'changelog', 'interface', 'what-if'] as const;

/** The words of generated files, a file of them for each kind; a room stands in one of them. */
function readFileTexts(raw: RawContent, locale: Locale, lines: string[]): Texts['files'] {
  const folder = `text/${locale}/files/`;
  const rooms: Texts['files'] = {};
  for (const file of Object.keys(raw).filter((path) => path.startsWith(folder))) {
    for (const [room, words] of Object.entries(read(raw, file, textsShape.shape.files, lines) ?? {})) {
      if (rooms[room])
        lines.push(
          `content/${file}: ${room}: expected a room of its own, received one that another file has. Rename it.`,
        );
      rooms[room] = words;
    }
  }
  return rooms;
}

/** The words of one locale from raw content. Throws one `ContentError` with all problems. */
export function readTexts(raw: RawContent, locale: Locale): Texts {
  const lines: string[] = [];
  const entries = TEXT_FILES.map(
    (name) => [name, read(raw, `text/${locale}/${name}.yaml`, textsShape.shape[name], lines)] as const,
  );
  const texts = { ...Object.fromEntries(entries), files: readFileTexts(raw, locale, lines) } as unknown as Texts;
  if (lines.length === 0) {
    for (const { id, options, word } of questions) {
      const entry = texts.questions[id];
      if (!entry)
        lines.push(
          `content/text/${locale}/questions.yaml: ${id}: expected the words of this question, received nothing. Add them.`,
        );
      for (const option of [...(options ?? []), ...(word ? [word] : [])]) {
        if (entry && !entry.options?.[option]) {
          lines.push(
            `content/text/${locale}/questions.yaml: ${id}.options.${option}: expected a label, received nothing. Add it.`,
          );
        }
      }
    }
    for (const id of [...rules, ...needs].map((rule) => rule.id)) {
      if (!texts.rules[id])
        lines.push(`content/text/${locale}/rules.yaml: ${id}: expected title and texts, received nothing. Add them.`);
    }
    for (const id of protocolIds) {
      if (!texts.protocols.protocols[id])
        lines.push(
          `content/text/${locale}/protocols.yaml: protocols.${id}: expected its words, received nothing. Add them.`,
        );
    }
  }
  if (lines.length > 0) throw new ContentError(lines);
  return texts;
}
