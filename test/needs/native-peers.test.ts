import { expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { holds, type NeedRow } from '../support/facts.ts';

const peers: Answers = { clients: ['own-backend'], conversation: 'interleaved' };

test.each<NeedRow>([
  ['our services stream to each other', { ...peers, useCase: 'service-stream' }, 'yes'],
  [
    'our gateways in the field',
    { ...peers, clients: ['device'], useCase: 'telemetry', conversation: 'client-streams' },
    'yes',
  ],
  ['a browser among them', { ...peers, clients: ['own-backend', 'browser'], useCase: 'service-stream' }, 'no'],
  ['one reply', { ...peers, useCase: 'service-stream', conversation: 'single-reply' }, 'no'],
  ['an AI reply has a format that clients expect', { ...peers, useCase: 'ai-reply' }, 'no'],
  ['a format of its own in any use', { ...peers, useCase: 'other', framing: 'ndjson' }, 'no'],
  ['who connects is not known', { conversation: 'interleaved', useCase: 'service-stream' }, 'unknown'],
])('%s', (_, answers, expected, path) => {
  expect(holds('native-peers', answers, path)).toBe(expected);
});
