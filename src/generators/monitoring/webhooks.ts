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
} from './signals.ts';

/** Whether the team delivers the events. Only where the other side does, it has nothing to deliver. */
export const sendsEvents = ({ protocol, answers }: GeneratorInput): boolean =>
  protocol.callsReceiver && answers.conversation !== 'client-streams';

function refused(input: GeneratorInput): Signal {
  return failureSignal(input, {
    record: 'job:webhook_attempts_failed:ratio_rate5m',
    expr: shareOf(metrics.webhookAttempts, scopeOf(input), ['outcome', '=', 'failed']),
    panel: 'webhookFailures',
    id: 'webhookAttemptsFail',
    severity: 'warning',
  });
}

function givenUp(input: GeneratorInput): Signal {
  const scope = scopeOf(input);
  return alertAbove(
    {
      record: 'job:webhook_given_up:increase15m',
      expr: `sum by (namespace, job) (increase(${series(metrics.webhooksGivenUp.name, scope)}[${LONG_WINDOW}]))`,
      scope,
      unit: 'short',
      panel: 'webhooksGivenUp',
    },
    0,
    { id: 'webhooksGivenUp', forMinutes: 0, severity: 'warning', why: input.say('prometheus-rules.promise') },
  );
}

/** What is watched of events the team delivers to others. */
export function webhooksPart(input: GeneratorInput): Part[] {
  if (!sendsEvents(input)) return [];
  return [
    {
      group: `${input.service.name}-webhooks`,
      signals: [refused(input), givenUp(input)],
      alerts: [missingAlert('WebhookMetricsMissing', metrics.webhookAttempts.name, scopeOf(input))],
      metrics: [metrics.webhookAttempts, metrics.webhooksGivenUp],
      leftOut: input.answers.conversation === undefined ? [input.say('prometheus-rules.noPartner')] : [],
    },
  ];
}
