import * as z from 'zod/mini';
import { targetShape } from './target.ts';

/** The answer every question offers. It is never read as a value; the rules see it as a missing answer. */
export const NOT_SURE = 'not-sure';

/** The closed lists of values of every choice question, in the order they are shown. Ids are permanent. */
export const choices = {
  useCase: [
    'api-call',
    'ai-reply',
    'ai-agent',
    'mcp',
    'job-progress',
    'log-stream',
    'notifications',
    'dashboard',
    'chat',
    'collaboration',
    'terminal',
    'game',
    'market-data',
    'telemetry',
    'file-transfer',
    'media',
    'partner-events',
    'service-stream',
    'voice',
    'other',
  ],
  conversation: ['single-reply', 'server-streams', 'client-streams', 'interleaved', 'mostly-server'],
  ifCut: ['retry', 'resume', 'snapshot', 'costly', 'must-finish', 'never'],
  heartbeat: ['yes', 'no'],
  sameDataForAll: ['yes', 'no'],
  missedMessages: ['harmless', 'replay', 'no-duplicates', 'exactly-once'],
  request: ['url-only', 'body'],
  credentials: ['none', 'cookie', 'header', 'mtls', 'url-token'],
  payload: ['text', 'binary', 'large-text', 'file', 'media'],
  clients: ['browser', 'old-browser', 'native-mobile', 'command-line', 'own-backend', 'partner-server', 'device'],
  networks: ['internet', 'buffering-proxy', 'upgrade-blocked', 'mobile-background', 'app-closed', 'cdn', 'vpc'],
  edgeHttp: ['http1', 'http2'],
  serverStores: ['none', 'job-store', 'event-log', 'pub-sub'],
  resumeReach: ['none', 'same-tab', 'any-device'],
  interruption: ['none', 'stop', 'new-input', 'voice'],
  framing: ['sse-events', 'ndjson', 'plain-text', 'mcp-2025', 'mcp-2026', 'mcp-mixed'],
} as const;

/** Use cases whose users may pick up a run again, elsewhere or later. */
export const resumedUseCases = ['ai-reply', 'ai-agent', 'job-progress'] as const;

/** A run that has no end of its own: the value of `longestRunSeconds` beside a number of seconds. */
export const OPEN_ENDED = 'open-ended';

const one = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values);
const several = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).check(
    z.minLength(1),
    z.refine((list) => new Set(list).size === list.length, { error: 'each value once' }),
  );
/** The largest number of seconds a link or file may carry: one hundred years, so that no sum overflows. */
const MOST_SECONDS = 3_153_600_000;
const seconds = z.number().check(z.nonnegative(), z.maximum(MOST_SECONDS));
const positiveSeconds = z.number().check(z.positive(), z.maximum(MOST_SECONDS));
const count = z.int().check(z.minimum(1), z.maximum(1_000_000_000));

/** One shape per question id, without "not sure"; a form field, a link and a file are all checked by these. */
export const answerShapes = {
  useCase: one(choices.useCase),
  conversation: one(choices.conversation),
  longestRunSeconds: z.union([positiveSeconds, z.literal(OPEN_ENDED)]),
  ifCut: one(choices.ifCut),
  updateIntervalSeconds: positiveSeconds,
  longestSilenceSeconds: seconds,
  heartbeat: one(choices.heartbeat),
  stalenessSeconds: seconds,
  peakClients: count,
  connectionsPerClient: count,
  sameDataForAll: one(choices.sameDataForAll),
  missedMessages: one(choices.missedMessages),
  request: one(choices.request),
  credentials: one(choices.credentials),
  payload: one(choices.payload),
  clients: several(choices.clients),
  networks: several(choices.networks),
  edgeHttp: one(choices.edgeHttp),
  serverStores: several(choices.serverStores).check(
    z.refine((list) => !list.includes('none') || list.length === 1, {
      error: '"none" alone, or other entries without it',
    }),
  ),
  firstByteSeconds: seconds,
  resumeReach: one(choices.resumeReach),
  interruption: one(choices.interruption),
  framing: one(choices.framing),
};

export type QuestionId = keyof typeof answerShapes;

/** Every question id, in the order of the answer file. */
export const questionIds = Object.keys(answerShapes) as QuestionId[];

/** Answers that are known: what the rules read. A key that is absent is an open question. */
export type Answers = { [K in QuestionId]?: z.infer<(typeof answerShapes)[K]> };

type WithNotSure = {
  [K in QuestionId]: z.ZodMiniOptional<z.ZodMiniUnion<[(typeof answerShapes)[K], z.ZodMiniLiteral<typeof NOT_SURE>]>>;
};
const withNotSure = Object.fromEntries(
  Object.entries(answerShapes).map(([id, shape]) => [
    id,
    z.optional(z.union([shape as z.ZodMiniType, z.literal(NOT_SURE)])),
  ]),
) as unknown as WithNotSure;

/** The `answers` of an answer file: each key a value, `not-sure`, or left out. */
const answersShape = z.strictObject(withNotSure);
/** Answers as they were given, "not sure" included: what forms, links and files hold. */
export type GivenAnswers = z.infer<typeof answersShape>;

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LABEL_EXPECTED = 'a DNS label: lower-case letters, digits and hyphens, at most 63 characters';
const DNS_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Unreserved and harmless path characters only: `%`, quotes, `$`, `;` and braces mean something to Nginx or a shell. */
const URL_PATH = /^\/[A-Za-z0-9._~+,=:@/-]*$/;
/** Letters, marks, digits, punctuation and spaces of any script, but no control or direction-changing character. */
const PLAIN_TEXT = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** Names used in the generated files only. Allow-lists: nothing here can end a directive, a key or a quotation. */
export const serviceShape = z.strictObject({
  /** Team name as text, at most 80 characters. */
  team: z._default(
    z.string().check(z.trim(), z.maxLength(80), z.regex(PLAIN_TEXT, 'text without control characters')),
    '',
  ),
  /** Kubernetes Service name, a DNS label (RFC 1123). */
  name: z._default(z.string().check(z.regex(DNS_LABEL, LABEL_EXPECTED)), 'stream'),
  /** Kubernetes namespace, a DNS label. */
  namespace: z._default(z.string().check(z.regex(DNS_LABEL, LABEL_EXPECTED)), 'default'),
  /** Public host name, a DNS name in lower case. */
  host: z._default(
    z.string().check(z.regex(DNS_NAME, 'a host name in lower case, such as api.example.com')),
    'api.example.com',
  ),
  /** Absolute URL path of the endpoint. */
  path: z._default(
    z
      .string()
      .check(
        z.maxLength(200),
        z.regex(URL_PATH, 'a path that begins with / and has only letters, digits and . _ ~ + , = : @ / -'),
      ),
    '/stream',
  ),
  /** Container port, 1 to 65535 inclusive. */
  port: z._default(z.int().check(z.minimum(1), z.maximum(65_535)), 8080),
});
export type Service = z.infer<typeof serviceShape>;
/** The service names as a field that was left out leaves them. */
export const defaultService: Service = z.parse(serviceShape, {});

/** The answer file, version 1: what the site, the links and the command line exchange. */
export const answerFileShape = z.strictObject({
  version: z.literal(1),
  rules: z.optional(z.string().check(z.regex(/^\d+\.\d+$/, 'a version such as 1.0'))),
  profile: z._default(z.string().check(z.regex(DNS_LABEL, 'the id of a profile')), 'default'),
  path: z.optional(z.string().check(z.regex(DNS_LABEL, 'the id of a path'))),
  service: z.prefault(serviceShape, {}),
  /** What the generated files are written for. */
  target: z.prefault(targetShape, {}),
  answers: z.prefault(answersShape, {}),
  /** Answers that come from a preset and that nobody has confirmed yet. They decide like any other; readers are told. */
  assumed: z.optional(several(questionIds as [QuestionId, ...QuestionId[]])),
});
export type AnswerFile = z.infer<typeof answerFileShape>;
