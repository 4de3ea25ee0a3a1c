import { expect, test } from 'vitest';
import { type Answers, OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const standard = t('standardLifetimeSeconds');
/** Clients whose reconnects just stay within the limit when each lives for its share of a tier's longest life. */
const within = (lifetimeSeconds: number) =>
  Math.floor(t('reconnectsPerSecond') * lifetimeSeconds * t('recycleShareRatio') + 1e-6);
const [standardClients, extendedClients] = [within(standard), within(t('extendedLifetimeSeconds'))];
const endless: Answers = { conversation: 'server-streams', longestRunSeconds: OPEN_ENDED };
const feed = (peakClients: number, more: Answers = {}): Answers => ({ ...endless, peakClients, ...more });

test.each<RuleRow>([
  ['one viewer fewer than the standard tier can reconnect', 'sse', feed(standardClients - 1), 'pass calm'],
  ['exactly that many', 'sse', feed(standardClients), 'pass calm'],
  ['one more would reconnect too often', 'sse', feed(standardClients + 1), 'concern storm-when-standard'],
  [
    'two streams a page count twice',
    'websocket',
    feed(standardClients, { connectionsPerClient: 2 }),
    'concern storm-when-standard',
  ],
  ['as many as the extended tier can take', 'sse', feed(extendedClients), 'concern storm-when-standard'],
  ['one more is too many for it', 'sse', feed(extendedClients + 1), 'concern storm-even-when-extended'],
  ['those who watch a job reconnect too', 'async-job', feed(standardClients + 1), 'concern storm-when-standard'],
  [
    'nobody watches a single result',
    'async-job',
    feed(standardClients + 1, { conversation: 'single-reply' }),
    'not-applicable',
  ],
  [
    'a run that ends at the cap never reconnects',
    'sse',
    feed(standardClients + 1, { longestRunSeconds: standard }),
    'not-applicable',
  ],
  [
    'a second more does',
    'sse',
    feed(standardClients + 1, { longestRunSeconds: standard + 1 }),
    'concern storm-when-standard',
  ],
  [
    'how long it runs is not known',
    'sse',
    { conversation: 'server-streams', peakClients: standardClients + 1 },
    'concern storm-when-standard, awaiting longestRunSeconds',
  ],
  ['inside the cluster nobody is recycled', 'grpc', feed(extendedClients + 1), 'not-applicable', 'in-cluster'],
  [
    'clients that ask again come back even more often',
    'http',
    feed(extendedClients + 1),
    'concern storm-even-when-extended',
  ],
  [
    'patient readers come as they like',
    'http',
    feed(extendedClients + 1, { stalenessSeconds: t('pollingStalenessSeconds') }),
    'not-applicable',
  ],
  ['so do posted readings', 'http', feed(extendedClients + 1, { conversation: 'client-streams' }), 'not-applicable'],
  ['a webhook calls and holds nothing', 'webhook', feed(extendedClients + 1), 'not-applicable'],
  ['how many come is not known', 'sse', endless, 'unknown, awaiting peakClients'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('reconnect-storm', protocol, answers, path)).toBe(expected);
});
