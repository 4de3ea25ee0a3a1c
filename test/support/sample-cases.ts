import samplesGenerator from '../../src/generators/samples.ts';
import type { Answers } from '../../src/schema/answers.ts';
import type { GeneratedFile } from '../../src/schema/assessment.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { locales } from '../../src/schema/texts.ts';
import { facts } from './facts.ts';
import { allFilesOf, type Case, onlyKnowing } from './generator-input.ts';

const stream: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const mcp: Answers = { useCase: 'mcp', ifCut: 'retry', longestRunSeconds: 300 };
const only = (id: ProtocolId, answers: Answers): Case => ({
  answers,
  facts: onlyKnowing(id),
  service: { name: 'news', path: '/news/live', port: 9321, host: 'news.example.com' },
});

const job: Answers = { ...stream, request: 'body', ifCut: 'must-finish', longestRunSeconds: 1200 };
/** A job, and one protocol to watch it by. */
const jobWith = (watch: ProtocolId): Case => ({
  ...only('async-job', job),
  facts: { ...facts, protocols: facts.protocols.filter(({ id }) => id === 'async-job' || id === watch) },
});

/** Cases that between them print every program in every variant, by a name for the test. */
export const sampleCases: { readonly [name: string]: Case } = {
  sse: only('sse', { ...stream, credentials: 'cookie' }),
  'http-feed': only('http-stream', { ...stream, request: 'url-only', useCase: 'notifications', credentials: 'header' }),
  'http-stream as events': only('http-stream', { ...stream, request: 'body', framing: 'sse-events' }),
  'http-stream as NDJSON': only('http-stream', { ...stream, request: 'body', framing: 'ndjson' }),
  'mcp-http of both eras': only('mcp-http', { ...mcp, framing: 'mcp-mixed' }),
  'mcp-http of 2026': only('mcp-http', { ...mcp, framing: 'mcp-2026' }),
  websocket: only('websocket', { ...stream, conversation: 'interleaved', credentials: 'cookie' }),
  'long-poll': only('long-poll', stream),
  'async-job watched by a stream': jobWith('sse'),
  'async-job watched by polls': jobWith('long-poll'),
  'async-job that is asked for': only('async-job', job),
};

/** The programs of a case. */
export const programsOf = (given: Case): readonly GeneratedFile[] => allFilesOf(given, [samplesGenerator]).files;

/** Every program of all cases in every language, with a label that says which it is. */
export const printedPrograms: readonly (GeneratedFile & { readonly label: string })[] = Object.entries(
  sampleCases,
).flatMap(([name, given]) =>
  locales.flatMap((locale) =>
    programsOf({ ...given, locale }).map((file) => ({ ...file, label: `${name}, ${locale}: ${file.name}` })),
  ),
);
