import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const sparse = t('sparseEventSeconds');
const partner: Answers = {
  clients: ['partner-server'],
  useCase: 'notifications',
  conversation: 'server-streams',
  request: 'url-only',
};

test.each<RuleRow>([
  [
    'events come more often than a partner wants to be called',
    'sse',
    { ...partner, updateIntervalSeconds: sparse * 0.9 },
    'concern partner-agrees-to-hold',
  ],
  [
    'at the limit the partner is called',
    'sse',
    { ...partner, updateIntervalSeconds: sparse },
    'blocker partner-must-hold',
  ],
  ['above it too', 'websocket', { ...partner, updateIntervalSeconds: sparse + 1 }, 'blocker partner-must-hold'],
  [
    'events between companies are never held',
    'sse',
    { clients: ['partner-server'], useCase: 'partner-events' },
    'blocker partner-must-hold',
  ],
  [
    'a partner that waits for its own reply is a client like any other',
    'http-stream',
    { ...partner, useCase: 'ai-reply' },
    'not-applicable',
  ],
  [
    'a browser among them holds it anyway',
    'sse',
    { ...partner, clients: ['partner-server', 'browser'], updateIntervalSeconds: sparse },
    'not-applicable',
  ],
  ['a webhook holds nothing', 'webhook', { ...partner, updateIntervalSeconds: sparse }, 'not-applicable'],
  ['how often events come is not known', 'sse', partner, 'unknown, awaiting updateIntervalSeconds'],
  ['who connects is not known', 'sse', { updateIntervalSeconds: sparse }, 'unknown, awaiting clients'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('partner-socket', protocol, answers, path)).toBe(expected);
});
