import {
  type Context,
  checking,
  EVENT_STREAM,
  HEADER_CHECKS,
  LISTENING,
  type Program,
  STREAM_CHECKS,
  skipAll,
} from './program.ts';
import { byHttp2, emptyMessage } from './shell/grpc.ts';
import { mcp as mcpCommands } from './shell/mcp.ts';

/** Revisions of MCP an endpoint speaks; `any` where nobody said. */
const ERAS = { 'mcp-2025': '2025', 'mcp-2026': '2026', 'mcp-mixed': 'both' } as const;
type Era = (typeof ERAS)[keyof typeof ERAS] | 'any';

/** Asks what the server is, in the newest revision it may speak; `call` is the name of what it understood. */
const ASK: { readonly [E in Era]: string } = {
  '2026': 'call=discover\ndiscover',
  '2025': 'call=initialize\ninitialize',
  both: 'call=discover\ndiscover',
  any: 'call=discover\ndiscover\nif ! answered; then\n  call=initialize\n  initialize\nfi',
};

/** MCP over HTTP. Without a call of the team's own only calls that start nothing are made. */
export function mcpHttp({ route }: Context): Program {
  const { framing } = route.answers;
  const era: Era = framing !== undefined && framing in ERAS ? ERAS[framing as keyof typeof ERAS] : 'any';
  const calls = [...HEADER_CHECKS, 'check_cache POST', 'check_headers_at_once'];
  const streamed = [...HEADER_CHECKS, 'check_compression', ...STREAM_CHECKS];
  const check = era === '2025' ? 'check_initialize' : 'check_discover';
  const either = 'if [ "$call" = discover ]; then check_discover; else check_initialize; fi';
  const after = { commands: era === 'any' ? either : check, calls: [check] };
  return {
    opening: 'own',
    headers: {
      Accept: `application/json, ${EVENT_STREAM}`,
      'Content-Type': 'application/json',
    },
    types: `application/json ${EVENT_STREAM}`,
    settings: { era },
    prelude: [mcpCommands],
    options: [...LISTENING, '--data', '--data-header'],
    main: `ask() {
${ASK[era].replaceAll(/^/gm, '  ')}
}

${checking({ name: 'check_mcp', opens: 'ask', statuses: '200', calls, after })}

${checking({ name: 'check_stream', opens: 'call_data', statuses: '200', calls: streamed })}

check_mcp || :
${era === 'both' ? 'initialize\ncheck_initialize\n' : ''}request "$url" "$brief"
check_get
be_foreign
ask
check_origin
if [ -n "$data" ]; then
  prefix=call-
  check_stream || :
  prefix=''
else
  ${skipAll('needsData', STREAM_CHECKS)}
fi
end_session
check_h2c "$url"`,
  };
}

const CALL_CHECKS = [...HEADER_CHECKS, 'check_headers_at_once', 'check_grpc_status'];

/** Calls a method that does not exist: what answers has understood gRPC, and nothing has run. */
function missingMethod(type: string, types: string, prelude: readonly string[], options = ''): Program {
  const opens = `request "\${url%/}/NoSuchMethod" "$brief" --data-binary "@$work/message"${options}`;
  return {
    opening: 'own',
    headers: { 'Content-Type': type, TE: 'trailers' },
    types,
    options: [],
    limits: ['noGrpc'],
    prelude,
    main: `${checking({ name: 'check_grpc', opens, statuses: '200', calls: CALL_CHECKS })}

check_grpc || :
${skipAll('needsGrpc', STREAM_CHECKS.slice(1))}`,
  };
}

/** gRPC: whether it passes at all. Streams need a client that speaks it. */
export const grpc = (): Program =>
  missingMethod('application/grpc', 'application/grpc application/grpc+proto', [emptyMessage, byHttp2], ' "$by_http2"');

/** gRPC-Web, which any version of HTTP carries. */
export function grpcWeb(): Program {
  const types = ['', '+proto', '-text', '-text+proto'].map((ending) => `application/grpc-web${ending}`).join(' ');
  const program = missingMethod('application/grpc-web+proto', types, [emptyMessage]);
  return { ...program, main: `${program.main}\ncheck_h2c "$url"` };
}
