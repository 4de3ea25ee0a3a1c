import type { GeneratorInput } from '../generator.ts';
import { comment, entry, list, type YamlNode } from '../print/yaml.ts';
import type { Alert, Part, Signal } from './signals.ts';

/**
 * What Prometheus fills in when an alert fires. Names of the service are never part of these texts: Prometheus reads
 * them as templates, and the labels say the same.
 */
const TEMPLATES = {
  job: '{{ $labels.job }}',
  namespace: '{{ $labels.namespace }}',
  instance: '{{ $labels.instance }}',
  pod: '{{ $labels.pod }}',
  count: '{{ printf "%.0f" $value }}',
  rate: '{{ printf "%.2f" $value }}',
  percent: '{{ $value | humanizePercentage }}',
  duration: '{{ $value | humanizeDuration }}',
};

const capitalised = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

function alertRule({ say }: GeneratorInput, alert: Alert): YamlNode[] {
  const { id, name = capitalised(id), expr, forMinutes, severity, why, data } = alert;
  const values = { ...TEMPLATES, ...data };
  return [
    entry('alert', name),
    ...(why === undefined ? [] : [comment(why)]),
    entry('expr', expr),
    ...(forMinutes > 0 ? [entry('for', `${forMinutes}m`)] : []),
    entry('labels', [entry('severity', severity)]),
    entry('annotations', [
      entry('summary', say(`alerts.${id}`, values)),
      entry('description', say(`alerts.${id}Help`, values)),
    ]),
  ];
}

const recordingRule = ({ record, expr }: Signal): YamlNode[] => [entry('record', record), entry('expr', expr)];

/** Every group of rules: first what is recorded, then the alerts, which compare what was recorded. */
export function ruleGroups(input: GeneratorInput, parts: readonly Part[]): YamlNode[] {
  const groups = parts.map(({ group, note, signals, alerts }) => [
    entry('name', group),
    ...(note === undefined ? [] : [comment(note)]),
    entry(
      'rules',
      list(
        ...signals.map(recordingRule),
        ...[...signals.flatMap(({ alert }) => alert ?? []), ...alerts].map((alert) => alertRule(input, alert)),
      ),
    ),
  ]);
  return [entry('groups', list(...groups))];
}
