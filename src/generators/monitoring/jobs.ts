import type { GeneratorInput } from '../generator.ts';
import { series } from '../print/promql.ts';
import { metrics } from './metrics.ts';
import {
  alertAbove,
  failureSignal,
  LONG_WINDOW,
  missingAlert,
  type Part,
  type Signal,
  scopeOf,
  shareOf,
  URGENT_MINUTES,
} from './signals.ts';

function queueAge(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const { answers, facts, say } = input;
  const { firstByteSeconds = 0 } = answers;
  // Nothing starts within 0 seconds, so that answer bounds nothing.
  const isAnswered = firstByteSeconds > 0;
  const limitSeconds = isAnswered ? firstByteSeconds : facts.thresholds.queueAlertSeconds.value;
  return alertAbove(
    {
      record: 'job:job_queue_oldest_seconds:max',
      // Every replica may report the same queue.
      expr: `max by (namespace, job) (${series(metrics.queueAge.name, scope)})`,
      scope,
      unit: 's',
      panel: 'queueAge',
    },
    limitSeconds,
    {
      id: 'jobsWait',
      forMinutes: URGENT_MINUTES,
      severity: 'warning',
      why: say(`prometheus-rules.${isAnswered ? 'queueAnswer' : 'platformDefault'}`),
      data: { limitSeconds },
    },
  );
}

function failures(input: GeneratorInput): Signal {
  return failureSignal(input, {
    record: 'job:job_runs_failed:ratio_rate5m',
    expr: shareOf(metrics.jobRuns, scopeOf(input), ['outcome', '=~', 'failed|abandoned']),
    panel: 'jobFailures',
    id: 'jobsFail',
    severity: 'critical',
  });
}

function abandoned(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  const lost = series(metrics.jobRuns.name, [...scope, ['outcome', '=', 'abandoned']]);
  return alertAbove(
    {
      record: 'job:job_runs_abandoned:increase15m',
      expr: `sum by (namespace, job) (increase(${lost}[${LONG_WINDOW}]))`,
      scope,
      unit: 'short',
      panel: 'jobsAbandoned',
    },
    0,
    { id: 'jobsAbandoned', forMinutes: 0, severity: 'warning', why: input.say('prometheus-rules.promise') },
  );
}

/** What is watched of work that goes on without a connection. */
export function jobsPart(input: GeneratorInput): Part[] {
  if (!input.protocol.watchStream) return [];
  return [
    {
      group: `${input.service.name}-jobs`,
      signals: [queueAge(input), failures(input), abandoned(input)],
      alerts: [missingAlert('JobMetricsMissing', metrics.queueAge.name, scopeOf(input))],
      metrics: [metrics.queueAge, metrics.jobRuns],
      leftOut: [],
    },
  ];
}
