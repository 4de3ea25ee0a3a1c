import type { GeneratorInput } from '../generator.ts';
import { type Matcher, promqlNumber, series } from '../print/promql.ts';
import type { Metric } from './metrics.ts';

/** What rates are taken over. */
export const WINDOW = '5m';
/** What rare events are counted over. */
export const LONG_WINDOW = '15m';
/** How long something must be bad before an alert: longer than the window, so that no single event is enough. */
export const SUSTAINED_MINUTES = 10;
/** The same where waiting costs new streams. */
export const URGENT_MINUTES = 5;

/** An alert rule. Its texts are `alerts.<id>` and `alerts.<id>Help`, filled with templates and these values. */
export type Alert = {
  readonly id: string;
  /** Its name in Prometheus; left out where it is the id with a capital. */
  readonly name?: string;
  readonly expr: string;
  /** The number it compares with, drawn into its panel; left out where it compares with none. */
  readonly limit?: number;
  readonly forMinutes: number;
  /** critical: clients are being cut or refused, or soon will be. */
  readonly severity: 'critical' | 'warning';
  /** Where its numbers come from, in words. */
  readonly why?: string;
  readonly data?: { readonly [key: string]: number | string };
};

/** Something that is watched: a recorded series, its panel and its alert. */
export type Signal = {
  /** Recorded name: level, metric, operations. */
  readonly record: string;
  readonly expr: string;
  /** Labels that select the recorded series of this service. */
  readonly scope: readonly Matcher[];
  /** Label that tells several series of one panel apart; left out where there is one series. */
  readonly legend?: 'instance' | 'pod';
  /** How Grafana formats it: seconds, a share from 0 to 1, events per second, or a plain number. */
  readonly unit: 's' | 'percentunit' | 'cps' | 'short';
  /** Title of its panel: a text of the room `panels`. */
  readonly panel: string;
  readonly alert?: Alert;
};

/** What is watched of one kind of traffic: a group of rules and some panels. */
export type Part = {
  /** Name of its group of rules. */
  readonly group: string;
  /** A remark on the whole group, in words. */
  readonly note?: string;
  readonly signals: readonly Signal[];
  /** Alerts on more than one value. */
  readonly alerts: readonly Alert[];
  /** Metrics of the service it reads. */
  readonly metrics: readonly Metric[];
  /** What is not watched, and why, in words. */
  readonly leftOut: readonly string[];
};

/** Labels under which Prometheus knows the service: a ServiceMonitor sets both by itself. */
export const scopeOf = ({ service }: GeneratorInput): Matcher[] => [
  ['namespace', '=', service.namespace],
  ['job', '=', service.name],
];

/** The recorded series of this service. */
export const recorded = ({ record, scope }: Pick<Signal, 'record' | 'scope'>): string => series(record, scope);

/** A signal with an alert on values above a limit. */
export function alertAbove(signal: Omit<Signal, 'alert'>, limit: number, alert: Omit<Alert, 'expr' | 'limit'>): Signal {
  return { ...signal, alert: { ...alert, expr: `${recorded(signal)} > ${promqlNumber(limit)}`, limit } };
}

/** A share of events that went wrong, with an alert above the share the platform accepts. */
export function failureSignal(
  input: GeneratorInput,
  { id, severity, ...signal }: Pick<Signal, 'record' | 'expr' | 'panel'> & Pick<Alert, 'id' | 'severity'>,
): Signal {
  return alertAbove(
    { ...signal, scope: scopeOf(input), unit: 'percentunit' },
    input.facts.thresholds.errorAlertRatio.value,
    { id, forMinutes: SUSTAINED_MINUTES, severity, why: input.say('prometheus-rules.platformDefault') },
  );
}

/** Sum of the rates of a counter over all replicas. */
export const totalRate = (metric: Metric, scope: readonly Matcher[]): string =>
  `sum by (namespace, job) (rate(${series(metric.name, scope)}[${WINDOW}]))`;

/** Share of the events with these labels among all. No events at all give no number, and no alert. */
export const shareOf = (metric: Metric, scope: readonly Matcher[], part: Matcher): string =>
  `${totalRate(metric, [...scope, part])} / ${totalRate(metric, scope)}`;

/** 95th percentile of a histogram over all replicas. */
export const p95 = (metric: Metric, scope: readonly Matcher[]): string => {
  const buckets = series(`${metric.name}_bucket`, scope);
  return `histogram_quantile(0.95, sum by (namespace, job, le) (rate(${buckets}[${WINDOW}])))`;
};

/** An alert that a metric is not there, without which the others could never fire. */
export function missingAlert(name: string, metric: string, scope: readonly Matcher[], id = 'metricsMissing'): Alert {
  const expr = `absent(${series(metric, scope)})`;
  return { id, name, expr, forMinutes: SUSTAINED_MINUTES, severity: 'warning', data: { metric } };
}
