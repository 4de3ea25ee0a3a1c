import type { GeneratorInput } from '../generator.ts';
import { routesOf } from '../routes.ts';
import { type FirstByteLimit, firstByteLimit } from './first-byte.ts';
import { metrics } from './metrics.ts';
import {
  alertAbove,
  failureSignal,
  missingAlert,
  type Part,
  p95,
  type Signal,
  SUSTAINED_MINUTES,
  scopeOf,
  shareOf,
} from './signals.ts';
import { isPoll, isStream } from './streams.ts';
import { sendsEvents } from './webhooks.ts';

/** A plain reply begins when the work is done, so that a run bounds it where nothing else was said. */
function replyLimit(input: GeneratorInput): FirstByteLimit {
  const { answers, protocol, say, verdict } = input;
  const { longestRunSeconds, firstByteSeconds } = answers;
  const isWork = protocol.connection === 'reply' && verdict.recommendation.plan.kind === 'single';
  if (isWork && firstByteSeconds === undefined && typeof longestRunSeconds === 'number')
    return { limitSeconds: longestRunSeconds, why: say('prometheus-rules.firstByteRun') };
  return firstByteLimit(input, isWork);
}

function errors(input: GeneratorInput): Signal {
  return failureSignal(input, {
    record: 'job:http_requests_failed:ratio_rate5m',
    expr: shareOf(metrics.requests, scopeOf(input), ['code', '=~', '5..']),
    panel: 'requestErrors',
    id: 'requestsFail',
    severity: 'critical',
  });
}

function firstByte(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const { limitSeconds, why } = replyLimit(input);
  return alertAbove(
    {
      record: 'job:http_first_byte_seconds:p95_rate5m',
      expr: p95(metrics.requestFirstByte, scope),
      scope,
      unit: 's',
      panel: 'requestFirstByte',
    },
    limitSeconds,
    { id: 'requestsSlow', forMinutes: SUSTAINED_MINUTES, severity: 'warning', why, data: { limitSeconds } },
  );
}

/** What is watched of requests with one answer; nothing where every endpoint is a stream or the team is who calls. */
export function requestsPart(input: GeneratorInput): Part[] {
  const answered = routesOf(input)
    .map(({ protocol }) => protocol)
    .filter((protocol) => !isStream(protocol) && !(protocol.callsReceiver && sendsEvents(input)));
  if (answered.length === 0) return [];
  const waits = answered.every(isPoll);
  return [
    {
      group: `${input.service.name}-requests`,
      signals: [errors(input), ...(waits ? [] : [firstByte(input)])],
      alerts: [missingAlert('RequestMetricsMissing', metrics.requests.name, scopeOf(input))],
      metrics: [metrics.requests, ...(waits ? [] : [metrics.requestFirstByte])],
      leftOut: waits ? [input.say('prometheus-rules.pollsWait')] : [],
    },
  ];
}
