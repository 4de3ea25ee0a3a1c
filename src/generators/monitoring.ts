import type { Draft, Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { dashboard } from './monitoring/dashboard.ts';
import { jobsPart } from './monitoring/jobs.ts';
import { metricSignature } from './monitoring/metrics.ts';
import { podsPart } from './monitoring/pods.ts';
import { proxyParts } from './monitoring/proxy.ts';
import { requestsPart } from './monitoring/requests.ts';
import { ruleGroups } from './monitoring/rules.ts';
import type { Part } from './monitoring/signals.ts';
import { streamsPart } from './monitoring/streams.ts';
import { webhooksPart } from './monitoring/webhooks.ts';
import { printJson } from './print/json.ts';
import { printYaml } from './print/yaml.ts';
import { routesOf } from './routes.ts';

/** What the team looks after. */
const ownParts = (input: GeneratorInput): Part[] => [
  ...streamsPart(input),
  ...requestsPart(input),
  ...jobsPart(input),
  ...webhooksPart(input),
  ...podsPart(input),
];

const listed = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? ['', title, ...items.map((item) => `- ${item}`)] : [];

/** What is not watched, and why: the parts' own reasons, and hops whose numbers Prometheus does not see. */
function leftOut({ path, say, names }: GeneratorInput, parts: readonly Part[]): string[] {
  const balancers = path.hops.filter(({ component }) => /-(alb|nlb)$/.test(component));
  return [
    ...parts.flatMap((part) => part.leftOut),
    ...balancers.map(({ id }) => say('prometheus-rules.balancer', { name: names.hop(id) })),
  ];
}

function rulesFile(input: GeneratorInput, name: string, room: string, head: string[], parts: readonly Part[]): Draft {
  return {
    name: `${name}.yaml`,
    purpose: `${room}.purpose`,
    place: `${room}.place`,
    language: 'yaml',
    text: printYaml(head, ruleGroups(input, parts)),
  };
}

function ownRules(input: GeneratorInput, own: readonly Part[], proxies: readonly Part[]): Draft {
  const { say, service } = input;
  const { name, namespace } = service;
  const metrics = own.flatMap((part) => part.metrics);
  const head = [
    ...header(input, 'prometheus-rules', [
      say('prometheus-rules.assumesLabels', { name, namespace }),
      say('prometheus-rules.assumesZero'),
      say('prometheus-rules.assumesSeverity'),
    ]),
    ...listed(
      say('prometheus-rules.exposes'),
      metrics.map((metric) => `${metricSignature(metric)}: ${say(`metrics.${metric.name}`)}`),
    ),
    ...listed(say('prometheus-rules.leftOut'), leftOut(input, [...own, ...proxies])),
  ];
  return rulesFile(input, 'prometheus-rules', 'prometheus-rules', head, own);
}

function board(input: GeneratorInput, parts: readonly Part[]): Draft {
  const head = header(input, 'grafana-dashboard', [input.say('grafana-dashboard.assumesRules')]);
  return {
    name: 'grafana-dashboard.json',
    purpose: 'grafana-dashboard.purpose',
    place: 'grafana-dashboard.place',
    language: 'json',
    text: printJson(
      dashboard(
        input,
        parts.flatMap(({ signals }) => signals),
        head.join('\n'),
      ),
    ),
  };
}

/** What to watch of the design, and when to say so: rules for Prometheus and a dashboard for Grafana. */
export default {
  id: 'monitoring',
  whyNot: (input) => (routesOf(input).length > 0 ? null : 'header.notOnPlatform'),
  choices: ({ path }) => (path.hops.some(({ component }) => component === 'nginx') ? ['nginx'] : []),
  generate(input) {
    const own = ownParts(input);
    const proxies = proxyParts(input);
    const watched = proxies.filter(({ signals }) => signals.length > 0);
    return [
      ownRules(input, own, proxies),
      ...(watched.length > 0
        ? [rulesFile(input, 'prometheus-proxy-rules', 'proxy-rules', header(input, 'proxy-rules', []), watched)]
        : []),
      board(input, [...own, ...watched]),
    ];
  },
} satisfies Generator;
