import type { ProtocolId } from '../../schema/protocol.ts';
import {
  type Context,
  checking,
  EVENT_STREAM,
  HEADER_CHECKS,
  indent,
  LISTENING,
  type Opening,
  type OptionName,
  type Program,
  STREAM_CHECKS,
  skipAll,
} from './program.ts';
import { grpc, grpcWeb, mcpHttp } from './remote-calls.ts';

/** As browsers ask, so that a hop that compresses is found out. */
const COMPRESSES = { 'Accept-Encoding': 'gzip, deflate, br' };

/** An event stream that `EventSource` could open, and what is asked of it once more. */
const eventStream = (...again: readonly string[]): string =>
  checking({
    name: 'check_event_stream',
    opens: 'request "$1" "$listen"',
    statuses: '200',
    calls: [...HEADER_CHECKS, 'check_cache GET', 'check_compression', 'check_headers_at_once', ...STREAM_CHECKS],
    after: { commands: ['keep', ...again.map((call) => `${call} "$1"`)].join('\n'), calls: again },
  });

const sse = (): Program => ({
  opening: 'get',
  headers: { Accept: EVENT_STREAM, ...COMPRESSES },
  types: EVENT_STREAM,
  options: LISTENING,
  main: `${eventStream('check_resume', 'check_replay')}\n\ncheck_event_stream "$url"\ncheck_h2c "$url"`,
});

/** How an endpoint that may take a body is opened, and whether the answer may be asked for again. */
type Opens = {
  readonly opening: Opening;
  readonly options: readonly OptionName[];
  readonly opens: string;
  readonly method: string;
  readonly replay: { readonly commands: string; readonly calls: readonly string[] };
  readonly before: string;
};

const BY_GET: Opens = {
  opening: 'get',
  options: LISTENING,
  opens: 'request "$1" "$listen"',
  method: 'GET',
  replay: { commands: 'keep\ncheck_replay "$1"', calls: ['check_replay'] },
  before: '',
};
const BY_POST: Opens = {
  opening: 'post',
  options: [...LISTENING, '--data'],
  opens: 'request "$1" "$listen" --data-binary "@$data"',
  method: 'POST',
  // A second POST might start work once more.
  replay: { commands: 'skip replay replay.post', calls: ['check_replay'] },
  before: '',
};
const BY_EITHER: Opens = {
  opening: 'maybe',
  options: [...LISTENING, '--data'],
  opens: 'send_request "$1" "$listen"',
  method: '"$method"',
  replay: {
    commands: `if [ "$method" = GET ]; then\n  ${BY_GET.replay.commands.replace('\n', '\n  ')}\nelse\n  ${BY_POST.replay.commands}\nfi`,
    calls: ['check_replay'],
  },
  before: 'method=GET\nif [ -n "$data" ]; then method=POST; fi\n\n',
};

function opensOf({ route: { answers, protocol } }: Context): Opens {
  if (!protocol.opensWith.includes('body') || answers.request === 'url-only') return BY_GET;
  return answers.request === 'body' ? BY_POST : BY_EITHER;
}

/** Types by what clients expect on the wire. */
const FRAMINGS: { readonly [framing: string]: string } = {
  'sse-events': EVENT_STREAM,
  ndjson: 'application/x-ndjson application/ndjson application/jsonl application/x-jsonlines',
  'plain-text': 'text/plain',
};

function httpStream(context: Context): Program {
  const types = FRAMINGS[context.route.answers.framing ?? ''] ?? '';
  const { opening, options, opens, method, replay, before } = opensOf(context);
  const calls = [...HEADER_CHECKS, `check_cache ${method}`, 'check_compression', ...STREAM_CHECKS, 'check_end_mark'];
  return {
    opening,
    headers: { ...(types === EVENT_STREAM && { Accept: types }), ...COMPRESSES },
    types,
    options: [...options, '--end-mark'],
    main: `${before}${checking({ name: 'check_stream', opens, statuses: '200', calls, after: replay })}

check_stream "$url" || :
check_h2c "$url"`,
  };
}

function websocket({ route }: Context): Program {
  const calls = ['check_silence', 'check_lifetime', 'check_close'];
  // Without cookies a foreign page gets in as nobody.
  const foreign = 'be_foreign\nopen_websocket "$url" "$brief"\ncheck_origin\n';
  return {
    opening: 'own',
    types: '',
    options: LISTENING,
    limits: ['noPong'],
    main: `open_websocket "$url" "$listen"
if check_upgrade; then
  read_frames
  excuse_cut
  judge_cut
  if [ "$excused" = yes ]; then
    ${skipAll('noPong', calls)}
  else
    ${calls.join('\n    ')}
  fi
else
  ${skipAll('notOpen', calls)}
fi
${route.answers.credentials === 'cookie' ? foreign : ''}check_h2c "$url"`,
  };
}

function reply(context: Context): Program {
  const { opening, options, opens } = opensOf(context);
  const calls = ['check_version', 'check_single', 'check_first_byte', 'check_hold', 'check_end'];
  const statuses = '200 201 202 203 204 206 304';
  return {
    opening,
    types: '',
    options,
    main: `${checking({ name: 'check_reply', opens, statuses, calls })}

check_reply "$url" || :
check_h2c "$url"`,
  };
}

function longPoll(context: Context): Program {
  const { opening, options, opens, method, replay, before } = opensOf(context);
  const calls = ['check_version', 'check_single', `check_cache ${method}`, 'check_hold'];
  return {
    opening,
    types: '',
    options,
    main: `${before}${checking({ name: 'check_poll', opens, statuses: '200 204', calls, after: replay })}

check_poll "$url" || :
check_h2c "$url"`,
  };
}

/** Watches the job by the stream that goes with it, under the id that its address ends in. */
const WATCH = `if [ -z "$watch_url" ]; then
  id=\${job_url%%\\?*}
  watch_url=\${url%/}/events/\${id##*/}
fi
prefix=watch-
settings_watch
check_event_stream "$watch_url" || :
prefix=''`;

function asyncJob({ watch }: Context): Program {
  const calls = ['check_version', 'check_single', 'check_headers_at_once', 'check_retry_after'];
  const state = ['check_job_status', 'check_cache GET'];
  const job = checking({ name: 'check_job', opens: BY_POST.opens, statuses: '202', calls });
  const asked = ['request "$job_url" "$brief"', ...state, ...(watch ? [WATCH] : [])].join('\n');
  return {
    opening: 'post',
    types: EVENT_STREAM,
    ...(watch && { headers: COMPRESSES }),
    options: [...BY_POST.options, ...(watch ? (['--watch'] as const) : [])],
    // Progress comes as snapshots: whoever comes back gets the latest, and what lies between is not sent again.
    main: `${watch ? `${eventStream('check_replay')}\n\n` : ''}${job}

if check_job "$url" && check_location; then
${indent(asked)}
else
  ${skipAll('noJob', state)}
fi
check_h2c "$url"`,
  };
}

/** Programs by protocol. One that is not here is nothing that curl could open. */
export const programs: { readonly [P in ProtocolId]?: (context: Context) => Program } = {
  http: reply,
  'hls-dash': reply,
  'async-job': asyncJob,
  'long-poll': longPoll,
  sse,
  'http-stream': httpStream,
  'mcp-http': mcpHttp,
  websocket,
  grpc,
  'grpc-web': grpcWeb,
};
