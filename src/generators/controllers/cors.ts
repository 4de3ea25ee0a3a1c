import type { ProtocolId } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';
import { sendsBody } from '../nginx/body.ts';
import type { Endpoint } from './endpoints.ts';

/** What pages of another origin may do with an endpoint. */
export type Cors = {
  /** The only page origin that is allowed until the team lists its own; never `*`. */
  readonly origin: string;
  readonly methods: readonly string[];
  /** Request headers a page may set. */
  readonly headers: readonly string[];
  /** Response headers a page may read. */
  readonly exposed: readonly string[];
  /** Whether cookies and client certificates go with the request. */
  readonly credentials: boolean;
  /** Whether an answer says so; otherwise it is off to be careful. */
  readonly credentialsKnown: boolean;
};

const PAGES = ['browser', 'old-browser'];

/** Whether pages call this endpoint by requests that browsers check; a WebSocket is checked by the service instead. */
function isCalledByPages({ answers, protocol }: GeneratorInput, { serves }: Endpoint): boolean {
  if (serves === 'websocket' || serves === 'grpc' || protocol.callsReceiver) return false;
  return answers.clients?.some((client) => PAGES.includes(client)) ?? false;
}

/** Headers that clients of one protocol send, or have to read, beside the usual ones. */
const HEADERS: { readonly [id in ProtocolId]?: (input: GeneratorInput) => { sent: string[]; read: string[] } } = {
  'async-job': () => ({ sent: ['Idempotency-Key'], read: ['Location', 'Retry-After'] }),
  'http-stream': () => ({ sent: ['Idempotency-Key', 'Last-Event-ID'], read: [] }),
  sse: () => ({ sent: ['Last-Event-ID'], read: [] }),
  'grpc-web': () => ({ sent: ['X-Grpc-Web', 'X-User-Agent', 'Grpc-Timeout'], read: ['Grpc-Status', 'Grpc-Message'] }),
  'mcp-http': ({ answers: { framing } }) => {
    const isModern = framing === 'mcp-2026';
    const session = isModern ? [] : ['Mcp-Session-Id'];
    const routing = framing === 'mcp-2025' ? [] : ['Mcp-Method', 'Mcp-Name'];
    const resume = isModern ? [] : ['Last-Event-ID'];
    return { sent: ['MCP-Protocol-Version', ...routing, ...session, ...resume], read: session };
  },
};

/** Methods of one protocol; from what the opening request carries where it has none of its own. */
function methodsOf(input: GeneratorInput, { protocol, serves }: Endpoint): string[] {
  const { answers } = input;
  if (protocol.speaksMcp) return answers.framing === 'mcp-2026' ? ['POST'] : ['GET', 'POST', 'DELETE'];
  if (protocol.watchStream) return ['GET', 'POST', 'DELETE'];
  if (!sendsBody(input, protocol)) return ['GET'];
  return serves === 'plain' ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET', 'POST'];
}

/** Rules for pages of other origins; none where no browser is known to call the endpoint. */
export function corsOf(input: GeneratorInput, endpoint: Endpoint): Cors | undefined {
  if (!isCalledByPages(input, endpoint)) return undefined;
  const { credentials } = input.answers;
  const methods = methodsOf(input, endpoint);
  const own = HEADERS[endpoint.protocol.id]?.(input) ?? { sent: [], read: [] };
  return {
    origin: `https://${input.service.host}`,
    methods,
    headers: [
      ...(methods.some((method) => method !== 'GET') ? ['Content-Type'] : []),
      ...(credentials === 'header' || credentials === undefined ? ['Authorization'] : []),
      ...own.sent.filter((name) => name !== 'Idempotency-Key' || methods.includes('POST')),
    ],
    exposed: own.read,
    credentials: credentials === 'cookie' || credentials === 'mtls',
    credentialsKnown: credentials !== undefined,
  };
}
