import type { Balancer, ClientKind, RealityCase } from './case.ts';
import { TOLERANCE_SECONDS } from './compare.ts';
import type { Outcome } from './matrix.ts';
import type { Sight } from './sights.ts';

const balancerNames: { readonly [K in Balancer]: string } = {
  caddy: 'Caddy',
  haproxy: 'HAProxy',
  'stand-in': 'relay of ours',
};
const clientNames: { readonly [K in ClientKind]: string } = {
  'event-source': 'EventSource in Chromium',
  'browser-fetch': 'fetch in Chromium',
  'browser-websocket': 'WebSocket in Chromium',
  fetch: 'fetch in Node',
  http2: 'HTTP/2 in Node',
  websocket: 'ws',
  grpc: 'grpc-js',
  poll: 'fetch in Node, polling',
};

/** The programs a request passes, from the client on. */
export function wayOf({ clientKind, balancer, withoutNginx, newest, clientHttp }: RealityCase): string {
  const isOverTls = clientHttp === 'http2' && clientKind === 'event-source';
  return [
    `${clientNames[clientKind]}${isOverTls ? ', HTTP/2' : ''}`,
    ...(balancer ? [balancerNames[balancer]] : []),
    ...(withoutNginx ? [] : [newest ? 'newest Nginx' : 'Nginx']),
  ].join(' → ');
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

/** What is told of one case, in one line: connection by connection. */
function told(sights: readonly Sight[]): string {
  const connections = Map.groupBy(sights, ({ connection }) => connection);
  const lines = [...connections].map(([number, own]) => {
    const lastMessage = own.find(({ kind }) => kind === 'last-message');
    const parts = own.flatMap(({ kind, text, atSeconds }) => {
      if (kind === 'last-message') return [];
      const until = kind === 'first-message' ? (lastMessage?.atSeconds ?? atSeconds) : atSeconds;
      return `${rounded(atSeconds)}${until > atSeconds ? `–${rounded(until)}` : ''} ${text}`;
    });
    return `${connections.size > 1 ? `#${number}: ` : ''}${parts.join('; ')}`;
  });
  return lines.join('<br>');
}

function measured(outcome: Outcome): string {
  if ('failure' in outcome) return outcome.failure;
  const { differences, delays, prepared } = outcome;
  const wrong = [...differences, ...delays];
  if (wrong.length > 0) return wrong.join('<br>');
  const { notModelled } = prepared.given;
  const open = notModelled && (notModelled === 'late-headers' ? 'when the headers come' : 'how the end is seen');
  return `the same, ≤ ${TOLERANCE_SECONDS} s${open ? `; ${open} is not modelled (${notModelled})` : ''}`;
}

/** How many events of how many cases were compared. */
export function countsOf(outcomes: readonly Outcome[]): { cases: number; events: number } {
  const events = outcomes.reduce((sum, one) => sum + ('failure' in one ? 0 : one.predicted.length), 0);
  return { cases: outcomes.length, events };
}

/** What was predicted and what was measured, as a page that is the same after every run that agrees. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const { cases, events } = countsOf(outcomes);
  const rows = outcomes.map((outcome) => {
    const { given } = outcome.prepared;
    const predicted = 'failure' in outcome ? '' : told(outcome.predicted);
    return `| ${given.protocol} | ${given.name} | ${wayOf(given)} | ${predicted} | ${measured(outcome)} |`;
  });
  return `# Predicted and measured

Written by \`test/reality/matrix.test.ts\`: ${cases} real runs, ${events} events. In each, the simulation and the generated
configuration were given the same numbers; times are seconds after the client opened its first connection. Hop and reason
of a cut are measured: who closed its connection first, and whose clock had run out or what Nginx wrote to its log.

Caddy stands for the total cap of a load balancer on responses, HAProxy for its idle cap on WebSockets and for one whose
caps are far away. A relay of ours stands for what no packaged proxy does: a total cap on WebSockets, one that answers 504, and
draining. Squid’s client lifetime is a total cap, too, but counts whole seconds.

| protocol | case | way | predicted | measured |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
