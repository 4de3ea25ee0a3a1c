import { isBoundToRequest } from '../../engine/connection.ts';
import type { ProtocolId } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import type { ProgramLanguage } from '../print/program.ts';

/** Kinds of programs, by the file they stand in; the room of a kind's words is `samples-<kind>`. */
const kinds = {
  'client.browser.ts': { kind: 'client-browser', language: 'typescript' },
  'client.node.ts': { kind: 'client-node', language: 'typescript' },
  'server.node.ts': { kind: 'server-node', language: 'typescript' },
  'server.py': { kind: 'server-python', language: 'python' },
  'server.go': { kind: 'server-go', language: 'go' },
} as const satisfies { readonly [file: string]: { readonly kind: string; readonly language: ProgramLanguage } };
type ProgramFile = keyof typeof kinds;

/** The programs for a case. */
type Choice = {
  /** The folder of `content/samples` they stand in, and whose comments they have. */
  readonly set: string;
  /** Programs that stand in another folder. */
  readonly others?: { readonly [F in ProgramFile]?: string };
  /** Which of the lines that differ by variant a program has. */
  readonly variant?: string;
  /** What the programs take for granted besides, as a text key. */
  readonly assumes?: string;
};

/** Where one request starts work and its response brings the output; otherwise a feed that anybody may join. */
function httpStream({ answers }: GeneratorInput): Choice {
  const isFeed = answers.request === 'url-only' && isBoundToRequest(answers) === false;
  if (isFeed) return { set: 'sse', others: { 'client.browser.ts': 'http-feed' } };
  // Plain text has no room for an end mark, ids or a heartbeat; lines of JSON are the nearest that has.
  if (answers.framing === 'plain-text') return { set: 'http-stream', variant: 'ndjson', assumes: 'assumesLines' };
  return { set: 'http-stream', variant: answers.framing === 'ndjson' ? 'ndjson' : 'events' };
}

/** Unless every client is known to speak 2026-07-28, both eras are served on one endpoint. */
function mcpHttp({ answers }: GeneratorInput): Choice {
  if (answers.framing === 'mcp-2026') return { set: 'mcp-http', variant: 'modern', assumes: 'assumesModern' };
  return { set: 'mcp-http', variant: 'dual', assumes: 'assumesDual' };
}

/** Lines that differ by what shows the state of a job: a stream, polls that are held, or nothing but asking. */
function asyncJob({ companions }: GeneratorInput): Choice {
  const watches = companions.find(({ serves }) => serves.includes('event-feed'));
  if (!watches) return { set: 'async-job', variant: 'ask' };
  return { set: 'async-job', variant: watches.nginx === 'poll' ? 'poll' : 'stream' };
}

const choiceFor: { readonly [P in ProtocolId]?: (input: GeneratorInput) => Choice } = {
  sse: () => ({ set: 'sse' }),
  'http-stream': httpStream,
  websocket: () => ({ set: 'websocket' }),
  'long-poll': () => ({ set: 'long-poll' }),
  'async-job': asyncJob,
  'mcp-http': mcpHttp,
};

/** Why a protocol has no sample programs, as a text key; one that is not here brings libraries of its own. */
const whyNone: { readonly [P in ProtocolId]?: string } = {
  http: 'samples.ordinaryRequest',
  grpc: 'samples.generatedCode',
  'grpc-web': 'samples.generatedCode',
  'hls-dash': 'samples.mediaTools',
  'signed-url': 'samples.storageLibrary',
};

/** One program as it stands in `content/samples`, and what is made of it. */
export type Program = {
  readonly set: string;
  readonly file: ProgramFile;
  readonly kind: (typeof kinds)[ProgramFile]['kind'];
  readonly language: ProgramLanguage;
  readonly text: string;
  readonly variant: string;
  readonly assumes: readonly string[];
};

/** The programs for the recommended protocol, clients first, or why there are none. */
export function programsFor(input: GeneratorInput): Program[] | { readonly why: string } {
  const { id } = input.protocol;
  const choice = choiceFor[id]?.(input);
  if (!choice) return { why: whyNone[id] ?? 'samples.ownLibraries' };
  const { set: main, others = {}, variant = '', assumes } = choice;
  return (Object.keys(kinds) as ProgramFile[]).map((file) => {
    const set = others[file] ?? main;
    const text = input.samples[`${set}/${file}`];
    if (text === undefined) throw new Error(`content/samples/${set}/${file}: no such program`);
    return { set, file, ...kinds[file], text, variant, assumes: ['assumesDemo', ...(assumes ? [assumes] : [])] };
  });
}
