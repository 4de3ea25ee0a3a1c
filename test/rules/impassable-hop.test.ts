import { expect, test } from 'vitest';
import { type RuleRow, verdict } from '../support/facts.ts';

test.each<RuleRow>([
  ['a load balancer and Nginx do not pass WebTransport on', 'webtransport', {}, 'blocker not-passed'],
  ['neither does Kong', 'webtransport', {}, 'blocker not-passed', 'external-kong'],
  ['neither does a gateway alone', 'webtransport', {}, 'blocker not-passed', 'gateway-internal'],
  ['inside the cluster nothing is in its way', 'webtransport', {}, 'pass passed', 'in-cluster'],
  ['every hop passes a WebSocket', 'websocket', {}, 'not-applicable'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('impassable-hop', protocol, answers, path)).toBe(expected);
});
