import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { applicableAnswers, questionsToAsk } from '../../src/engine/question.ts';
import type { Ternary } from '../../src/engine/ternary.ts';
import { questions } from '../../src/questions/index.ts';
import {
  type Answers,
  answerShapes,
  choices,
  OPEN_ENDED,
  type QuestionId,
  questionIds,
} from '../../src/schema/answers.ts';

const order = questions.map(({ id }) => id);

function questionOf(id: QuestionId) {
  const found = questions.find((question) => question.id === id);
  if (found === undefined) throw new Error(`No question ${id}`);
  return found;
}

describe('the list of questions', () => {
  test('holds every question of the answer file once', () => {
    expect([...order].sort()).toEqual([...questionIds].sort());
  });

  test('starts with the use case and has the heart of each subject before the details', () => {
    expect(order[0]).toBe('useCase');
    const early = order.slice(0, 9).map((id) => questionOf(id).subject);
    expect(new Set(early.filter((subject) => subject !== undefined))).toEqual(
      new Set(['duration', 'reconnect', 'frequency', 'reliability', 'concurrency']),
    );
  });

  test.each(questions)('$id reads only answers to earlier questions', ({ id, applies }) => {
    const read = new Set<PropertyKey>();
    const spy: Answers = new Proxy({}, { get: (_, key) => void read.add(key) });
    applies(spy);
    const earlier = order.slice(0, order.indexOf(id));
    expect([...read].filter((key) => !earlier.some((known) => known === key))).toEqual([]);
  });

  test.each(questions)('$id offers what the answer file accepts', ({ id, kind, options, exclusive, word }) => {
    const values = Object.entries(choices).find(([key]) => key === id)?.[1];
    expect(options).toEqual(values);
    expect(kind === 'choice' || kind === 'choices').toBe(values !== undefined);
    const { success: takesList } = answerShapes[id].safeParse(values?.slice(-1));
    expect(takesList).toBe(kind === 'choices');
    expect(word).toBe(id === 'longestRunSeconds' ? OPEN_ENDED : undefined);
    expect(exclusive).toBe(id === 'serverStores' ? 'none' : undefined);
  });

  test.each(questions.filter(({ kind }) => kind === 'duration' || kind === 'count'))(
    '$id suggests numbers it accepts, in rising order',
    ({ id, suggestions = [], zeroAllowed = false }) => {
      expect(suggestions.length).toBeGreaterThan(0);
      expect(suggestions.every((value) => answerShapes[id].safeParse(value).success)).toBe(true);
      expect(suggestions).toEqual([...new Set(suggestions)].sort((a, b) => a - b));
      expect(answerShapes[id].safeParse(0).success).toBe(zeroAllowed);
    },
  );
});

const rows: [QuestionId, Ternary, string, Answers][] = [
  ['conversation', true, 'a dashboard', { useCase: 'dashboard' }],
  ['conversation', false, 'MCP fixes its direction', { useCase: 'mcp' }],
  ['conversation', false, 'so do calls between companies', { useCase: 'partner-events' }],
  ['conversation', undefined, 'use case open', {}],

  ['updateIntervalSeconds', true, 'a log', { useCase: 'log-stream', conversation: 'server-streams' }],
  ['updateIntervalSeconds', false, 'a single reply', { conversation: 'single-reply' }],
  ['updateIntervalSeconds', false, 'a file', { useCase: 'file-transfer' }],
  ['updateIntervalSeconds', false, 'a film', { useCase: 'media', conversation: 'server-streams' }],
  ['updateIntervalSeconds', undefined, 'who talks is open', { useCase: 'chat' }],

  ['longestSilenceSeconds', true, 'an AI reply', { useCase: 'ai-reply' }],
  ['longestSilenceSeconds', false, 'a file', { useCase: 'file-transfer' }],
  ['longestSilenceSeconds', false, 'a film', { useCase: 'media' }],
  ['longestSilenceSeconds', false, 'calls between companies', { useCase: 'partner-events' }],
  ['longestSilenceSeconds', undefined, 'use case open', {}],

  ['heartbeat', true, 'silent just above the interval', { useCase: 'chat', longestSilenceSeconds: 15.1 }],
  ['heartbeat', false, 'silent for exactly the interval', { useCase: 'chat', longestSilenceSeconds: 15 }],
  ['heartbeat', false, 'never silent, use case open', { longestSilenceSeconds: 0 }],
  ['heartbeat', false, 'a file', { useCase: 'file-transfer', longestSilenceSeconds: 60 }],
  ['heartbeat', undefined, 'silence open', { useCase: 'chat' }],

  ['stalenessSeconds', true, 'a dashboard', { useCase: 'dashboard', conversation: 'server-streams' }],
  ['stalenessSeconds', false, 'a single reply', { useCase: 'dashboard', conversation: 'single-reply' }],
  ['stalenessSeconds', false, 'an AI reply', { useCase: 'ai-reply' }],
  ['stalenessSeconds', false, 'MCP', { useCase: 'mcp' }],
  ['stalenessSeconds', false, 'a file', { useCase: 'file-transfer' }],
  ['stalenessSeconds', undefined, 'use case open', { conversation: 'server-streams' }],

  ['peakClients', true, 'a game', { useCase: 'game' }],
  ['peakClients', false, 'a file', { useCase: 'file-transfer' }],
  ['peakClients', false, 'a film', { useCase: 'media' }],
  ['peakClients', false, 'calls between companies', { useCase: 'partner-events' }],
  ['peakClients', undefined, 'use case open', {}],

  ['sameDataForAll', true, 'prices', { useCase: 'market-data', conversation: 'server-streams' }],
  ['sameDataForAll', true, 'mostly the server', { useCase: 'other', conversation: 'mostly-server' }],
  ['sameDataForAll', false, 'both talk', { useCase: 'chat', conversation: 'interleaved' }],
  ['sameDataForAll', false, 'a terminal', { useCase: 'terminal', conversation: 'server-streams' }],
  ['sameDataForAll', false, 'nobody is asked who talks', { useCase: 'partner-events' }],
  ['sameDataForAll', undefined, 'who talks is open', { useCase: 'market-data' }],

  ['payload', true, 'a file', { useCase: 'file-transfer' }],
  ['payload', false, 'MCP', { useCase: 'mcp' }],
  ['payload', false, 'calls between companies', { useCase: 'partner-events' }],
  ['payload', undefined, 'use case open', {}],

  ['serverStores', true, 'it can resume, the rest is open', { ifCut: 'resume' }],
  ['serverStores', true, 'work must finish', { useCase: 'other', ifCut: 'must-finish', missedMessages: 'harmless' }],
  ['serverStores', true, 'a repeat is costly', { useCase: 'other', ifCut: 'costly', missedMessages: 'harmless' }],
  ['serverStores', true, 'replay', { useCase: 'other', ifCut: 'retry', missedMessages: 'replay' }],
  [
    'serverStores',
    true,
    'a reply is read on another device',
    { useCase: 'ai-reply', ifCut: 'retry', missedMessages: 'harmless', resumeReach: 'any-device' },
  ],
  ['serverStores', true, 'a job', { useCase: 'job-progress' }],
  [
    'serverStores',
    false,
    'nothing outlives a form',
    { useCase: 'api-call', ifCut: 'retry', missedMessages: 'harmless' },
  ],
  [
    'serverStores',
    false,
    'a reply nobody comes back to',
    { useCase: 'ai-reply', ifCut: 'retry', missedMessages: 'harmless', resumeReach: 'none' },
  ],
  [
    'serverStores',
    undefined,
    'where a reply is picked up is open',
    { useCase: 'ai-reply', ifCut: 'retry', missedMessages: 'harmless' },
  ],
  ['serverStores', undefined, 'the cut is open', { useCase: 'api-call', missedMessages: 'harmless' }],

  ['firstByteSeconds', true, 'a job', { useCase: 'job-progress' }],
  ['firstByteSeconds', true, 'MCP', { useCase: 'mcp' }],
  ['firstByteSeconds', false, 'a chat', { useCase: 'chat' }],
  ['firstByteSeconds', undefined, 'use case open', {}],

  ['resumeReach', true, 'an agent', { useCase: 'ai-agent' }],
  ['resumeReach', false, 'MCP', { useCase: 'mcp' }],
  ['resumeReach', undefined, 'use case open', {}],

  ['interruption', true, 'a spoken conversation', { useCase: 'voice' }],
  ['interruption', false, 'a job', { useCase: 'job-progress' }],
  ['interruption', undefined, 'use case open', {}],

  ['framing', true, 'MCP', { useCase: 'mcp' }],
  ['framing', false, 'a spoken conversation', { useCase: 'voice' }],
  ['framing', undefined, 'use case open', {}],
];

const browserRows: [Ternary, string, Answers][] = [
  [true, 'a browser among others', { clients: ['device', 'browser'], conversation: 'server-streams' }],
  [true, 'an old browser', { clients: ['old-browser'], conversation: 'interleaved' }],
  [false, 'no browser, who talks is open', { clients: ['own-backend'] }],
  [false, 'a single reply, clients open', { conversation: 'single-reply' }],
  [undefined, 'clients open', { conversation: 'server-streams' }],
  [undefined, 'who talks is open', { clients: ['browser'] }],
];

const requestRows: [Ternary, string, Answers][] = [
  [true, 'an AI reply', { useCase: 'ai-reply' }],
  [false, 'calls between companies', { useCase: 'partner-events' }],
  [false, 'a film', { useCase: 'media' }],
  [false, 'a file', { useCase: 'file-transfer' }],
  [false, 'MCP', { useCase: 'mcp' }],
  [undefined, 'use case open', {}],
];

describe('when a question applies', () => {
  test.each(['useCase', 'clients', 'networks', 'longestRunSeconds', 'ifCut', 'missedMessages'] as const)(
    '%s is asked of everybody',
    (id) => {
      expect(questionOf(id).applies({})).toBe(true);
      for (const useCase of choices.useCase) expect(questionOf(id).applies({ useCase })).toBe(true);
    },
  );

  test.each(rows)('%s: %s for %s', (id, expected, _, answers) => {
    expect(questionOf(id).applies(answers)).toBe(expected);
  });

  test.each(browserRows)('connectionsPerClient and edgeHttp: %s for %s', (expected, _, answers) => {
    expect(questionOf('connectionsPerClient').applies(answers)).toBe(expected);
    expect(questionOf('edgeHttp').applies(answers)).toBe(expected);
  });

  test.each(requestRows)('request and credentials: %s for %s', (expected, _, answers) => {
    expect(questionOf('request').applies(answers)).toBe(expected);
    expect(questionOf('credentials').applies(answers)).toBe(expected);
  });

  test('with nothing answered, every question may apply', () => {
    expect(questionsToAsk(questions, {})).toEqual(questions);
  });
});

describe('hidden answers', () => {
  test('an AI reply that became an API call keeps no AI answers', () => {
    const answers: Answers = {
      useCase: 'ai-reply',
      framing: 'ndjson',
      interruption: 'stop',
      resumeReach: 'any-device',
      firstByteSeconds: 2,
      ifCut: 'retry',
      missedMessages: 'harmless',
      serverStores: ['event-log'],
    };
    expect(applicableAnswers(questions, answers)).toEqual(answers);
    expect(applicableAnswers(questions, { ...answers, useCase: 'api-call' })).toEqual({
      useCase: 'api-call',
      ifCut: 'retry',
      missedMessages: 'harmless',
    });
  });

  test('a single reply keeps no answers about its stream', () => {
    const stream: Answers = {
      conversation: 'server-streams',
      clients: ['browser'],
      updateIntervalSeconds: 1,
      stalenessSeconds: 5,
      connectionsPerClient: 8,
      edgeHttp: 'http1',
      sameDataForAll: 'yes',
    };
    expect(applicableAnswers(questions, stream)).toEqual(stream);
    expect(applicableAnswers(questions, { ...stream, conversation: 'single-reply' })).toEqual({
      conversation: 'single-reply',
      clients: ['browser'],
    });
  });

  test('an answer that is hidden itself hides nothing: for MCP, who talks is fixed', () => {
    const answers: Answers = { useCase: 'mcp', conversation: 'single-reply', updateIntervalSeconds: 1 };
    expect(applicableAnswers(questions, answers)).toEqual({ useCase: 'mcp', updateIntervalSeconds: 1 });
  });

  test('a heartbeat goes with the silence it breaks', () => {
    const answers: Answers = { useCase: 'chat', longestSilenceSeconds: 60, heartbeat: 'no' };
    expect(applicableAnswers(questions, answers)).toEqual(answers);
    expect(applicableAnswers(questions, { ...answers, useCase: 'media' })).toEqual({ useCase: 'media' });
    expect(applicableAnswers(questions, { ...answers, longestSilenceSeconds: 0 })).not.toHaveProperty('heartbeat');
  });
});

type QuestionText = Record<string, unknown> & { options?: Record<string, Record<string, unknown>> };

function readTexts(locale: string): Record<string, QuestionText> {
  return parse(readFileSync(new URL(`../../content/text/${locale}/questions.yaml`, import.meta.url), 'utf8'));
}

/** Every key path that leads to a text, so that two locales can be compared. */
function textPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [`${path} (empty)`] : [path];
  if (typeof value !== 'object' || value === null) return [`${path} (not a text)`];
  return Object.entries(value).flatMap(([key, inner]) => textPaths(inner, path === '' ? key : `${path}.${key}`));
}

describe.each(['en', 'zh-cn'])('the words in %s', (locale) => {
  const texts = readTexts(locale);

  test('cover every question, in asking order', () => {
    expect(Object.keys(texts)).toEqual(order);
  });

  test.each(questions)('$id has each text and a label for every option', ({ id, options, word }) => {
    const { options: labels = {}, ...own } = texts[id] ?? {};
    expect(Object.keys(own).sort()).toEqual(['enter', 'help', 'label', 'short', 'why']);
    expect(Object.keys(labels)).toEqual(options ?? (word === undefined ? [] : [word]));
    for (const text of Object.values(labels)) {
      expect(text).toHaveProperty('label');
      expect(Object.keys(text).filter((key) => key !== 'label' && key !== 'help')).toEqual([]);
    }
  });

  test('has the same texts as English, none of them empty', () => {
    expect(textPaths(texts)).toEqual(textPaths(readTexts('en')));
    expect(textPaths(texts).filter((path) => path.endsWith(')'))).toEqual([]);
  });
});

test('English errors tell what to do instead of what went wrong', () => {
  for (const { enter } of Object.values(readTexts('en'))) {
    expect(enter).toMatch(/^(Enter|Choose) /);
    expect(enter).not.toMatch(/invalid|required|please|oops/i);
  }
});
