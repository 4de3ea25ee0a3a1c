import { describe, expect, test } from 'vitest';
import { readAnswerFile } from '../src/answer-file.ts';
import { askedQuestions } from '../src/asked.ts';
import { decideFile } from '../src/decide-file.ts';
import { type AnswerFile, choices } from '../src/schema/answers.ts';
import type { ProtocolId } from '../src/schema/protocol.ts';
import { locales } from '../src/schema/texts.ts';
import type { Tier } from '../src/schema/tiers.ts';
import { facts, rawContent } from './support/facts.ts';
import { texts } from './support/texts.ts';

type Raw = { readonly order: number; readonly group: string; readonly file: unknown };
const presets = Object.entries(rawContent).flatMap(([path, raw]) => {
  const [, id] = /^scenarios\/(.+)\.yaml$/.exec(path) ?? [];
  return id === undefined ? [] : [{ id, ...(raw as Raw) }];
});
const fileOf = (id: string): AnswerFile => {
  const read = readAnswerFile(presets.find((preset) => preset.id === id)?.file, facts);
  if (!read.ok) throw new Error(`content/scenarios/${id}.yaml: ${JSON.stringify(read.problems)}`);
  return read.value;
};

/** What an expert answers to each; nothing is typical of "something else", so it has no preset. */
const expected: { readonly [id: string]: [ProtocolId, Tier | null] } = {
  'ai-agent': ['async-job', 1],
  'ai-reply': ['http-stream', 1],
  'api-call': ['http', 1],
  chat: ['websocket', 2],
  collaboration: ['websocket', 2],
  dashboard: ['sse', 1],
  'file-transfer': ['signed-url', null],
  game: ['websocket', 2],
  'job-progress': ['async-job', 1],
  'log-stream': ['sse', 1],
  'market-data': ['sse', 1],
  mcp: ['mcp-http', 1],
  media: ['hls-dash', 1],
  notifications: ['sse', 1],
  'partner-events': ['webhook', 1],
  'service-stream': ['grpc', null],
  'slow-report': ['async-job', 1],
  telemetry: ['http', 1],
  terminal: ['websocket', 3],
  voice: ['websocket', 2],
};

test('every use case but "something else" has a preset of its name', () => {
  for (const useCase of choices.useCase) {
    const own = presets.some(({ id }) => id === useCase);
    expect(own, useCase).toBe(useCase !== 'other');
    if (own) expect(fileOf(useCase).answers.useCase).toBe(useCase);
  }
  expect(presets.map(({ id }) => id).sort()).toEqual(Object.keys(expected).sort());
});

describe.each(presets.map(({ id }) => id))('the preset %s', (id) => {
  test('comes to what an expert says, with nothing left open but what it says it is not sure of', () => {
    const file = fileOf(id);
    const { recommendation } = decideFile(file, facts);
    const { protocol, tier, confidence } = recommendation;
    expect([protocol, tier]).toEqual(expected[id]);
    const unsure = Object.values(file.answers).includes('not-sure');
    if (!unsure) expect(confidence).toEqual({ level: 'high', open: [] });
    expect(askedQuestions(file, facts).filter((question) => file.answers[question] === undefined)).toEqual([]);
  });

  test('answers nothing that is not asked', () => {
    const file = fileOf(id);
    expect(Object.keys(decideFile(file, facts).answers).sort()).toEqual(Object.keys(file.answers).sort());
  });

  test.each(locales)('has its words in %s', (locale) => {
    const words = texts(locale).interface['scenarios'] ?? {};
    const { group } = presets.find((preset) => preset.id === id) ?? {};
    for (const key of [id, `${id}-summary`, `group-${group}`]) expect(words[key], key).toBeDefined();
  });
});

test('each has a place of its own, and no words are left over', () => {
  expect(new Set(presets.map(({ order }) => order)).size).toBe(presets.length);
  const keys = presets.flatMap(({ id, group }) => [id, `${id}-summary`, `group-${group}`]);
  expect(Object.keys(texts('en').interface['scenarios'] ?? {}).sort()).toEqual([...new Set(keys)].sort());
});
