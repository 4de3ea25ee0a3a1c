import { expect, test } from 'vitest';
import { pathWith, type RuleRow, sourced, verdict } from '../support/facts.ts';

const collecting = pathWith('nginx', { settings: { responseBuffering: { value: 'on', ...sourced } } });
const passing = pathWith('nginx', { settings: { responseBuffering: { value: 'off', ...sourced } } });

test.each<RuleRow>([
  ['a proxy that collects responses must let a stream through', 'sse', {}, 'concern turn-buffering-off', collecting],
  ['a typed stream too', 'grpc-web', {}, 'concern turn-buffering-off', collecting],
  ['nothing to do where it is off', 'http-stream', {}, 'pass not-buffered', passing],
  ['nothing to do where no hop buffers', 'http-stream', {}, 'pass not-buffered', 'in-cluster'],
  ['gRPC is never collected', 'grpc', {}, 'not-applicable', collecting],
  ['a socket is passed on as it comes', 'websocket', {}, 'not-applicable', collecting],
  ['a whole reply may be collected', 'http', {}, 'not-applicable', collecting],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('collected-response', protocol, answers, path)).toBe(expected);
});
