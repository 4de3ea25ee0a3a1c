import { expect, test } from 'vitest';
import { pathWith, type RuleRow, sourced, verdict } from '../support/facts.ts';

const audited = pathWith('nginx', { settings: { responseInspection: { value: 'on', ...sourced } } });
const unread = pathWith('nginx', { settings: {} });

test.each<RuleRow>([
  ['a gateway can read a plain request', 'http', {}, 'pass readable-messages +1', audited],
  ['a gateway can read typed gRPC messages', 'grpc', {}, 'pass readable-messages +1', audited],
  ['a WebSocket is opaque to it', 'websocket', {}, 'concern opaque-messages -1', audited],
  ['a held stream is judged by another rule', 'sse', {}, 'not-applicable', audited],
  ['no gateway reads messages on the usual path', 'websocket', {}, 'not-applicable', unread],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('audited-messages', protocol, answers, path)).toBe(expected);
});
