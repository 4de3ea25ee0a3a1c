import { defineNeed } from '../engine/rule.ts';
import { all, includesAny, isOneOf } from '../engine/ternary.ts';

/** A proxy between client and platform holds responses back, so that a stream does not flow. */
export default defineNeed({
  id: 'blocked-network',
  answers: ['networks', 'conversation'],
  holds: ({ networks, conversation }) =>
    all(
      includesAny(networks, ['buffering-proxy']),
      isOneOf(conversation, ['server-streams', 'mostly-server', 'interleaved']),
    ),
});
