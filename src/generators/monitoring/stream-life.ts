import { reconnectsPerSecond } from '../../engine/connection.ts';
import type { GeneratorInput } from '../generator.ts';
import { series } from '../print/promql.ts';
import { firstByteLimit } from './first-byte.ts';
import { metrics } from './metrics.ts';
import {
  type Alert,
  alertAbove,
  failureSignal,
  p95,
  recorded,
  type Signal,
  SUSTAINED_MINUTES,
  scopeOf,
  shareOf,
  totalRate,
  WINDOW,
} from './signals.ts';

/** How late streams begin. */
export function firstByte(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const { limitSeconds, why } = firstByteLimit(input, input.protocol.streamsResponse);
  return alertAbove(
    {
      record: 'job:stream_first_byte_seconds:p95_rate5m',
      expr: p95(metrics.streamFirstByte, scope),
      scope,
      unit: 's',
      panel: 'streamFirstByte',
    },
    limitSeconds,
    { id: 'streamsStartLate', forMinutes: SUSTAINED_MINUTES, severity: 'warning', why, data: { limitSeconds } },
  );
}

/** Share of the streams that did not end as anybody wanted. */
export function cuts(input: GeneratorInput): Signal {
  return failureSignal(input, {
    record: 'job:stream_closes_abnormal:ratio_rate5m',
    expr: shareOf(metrics.closes, scopeOf(input), ['reason', '=', 'error']),
    panel: 'cuts',
    id: 'streamsCut',
    severity: 'critical',
  });
}

/** Three digits are enough for an alert. */
const rounded = (rate: number): number => Number(rate.toPrecision(3));

/** Clients that come back; the alert needs the rate recycling alone explains. */
export function reconnects(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const signal = {
    record: 'job:stream_reconnects:rate5m',
    expr: totalRate(metrics.opens, [...scope, ['resumed', '=', 'true']]),
    scope,
    unit: 'cps',
    panel: 'reconnects',
  } as const satisfies Signal;
  const { recommendation, capacity } = input.verdict;
  const { recycleSeconds } = recommendation;
  const { peakStreams } = capacity;
  if (peakStreams === null || recycleSeconds === null) return signal;
  const factor = input.facts.thresholds.reconnectAlertRatio.value;
  const perSecond = reconnectsPerSecond(peakStreams, recycleSeconds);
  const planned = rounded(perSecond);
  return alertAbove(signal, rounded(perSecond * factor), {
    id: 'reconnectsTooOften',
    forMinutes: SUSTAINED_MINUTES,
    severity: 'warning',
    why: input.say('prometheus-rules.reconnectLimit', { factor, streams: peakStreams, recycleSeconds, planned }),
    data: { planned },
  });
}

/** Heartbeats of each replica, and the alert when a replica with open streams sends none, counted or not. */
export function heartbeats(input: GeneratorInput, open: Signal, heartbeatSeconds: number): [Signal, Alert] {
  const scope = scopeOf(input);
  const signal = {
    record: 'instance:stream_heartbeats:rate5m',
    expr: `sum by (namespace, job, instance) (rate(${series(metrics.heartbeats.name, scope)}[${WINDOW}]))`,
    scope,
    legend: 'instance',
    unit: 'cps',
    panel: 'heartbeats',
  } as const satisfies Signal;
  return [
    signal,
    {
      id: 'heartbeatsMissing',
      expr: `${recorded(open)} > 0 unless on (namespace, job, instance) ${recorded(signal)} > 0`,
      forMinutes: SUSTAINED_MINUTES,
      severity: 'critical',
      why: input.say('prometheus-rules.heartbeatLimit', { heartbeatSeconds }),
      data: { heartbeatSeconds },
    },
  ];
}
