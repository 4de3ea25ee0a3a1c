import { defineNeed } from '../engine/rule.ts';
import { any, isOneOf } from '../engine/ternary.ts';

/** A server sends events to readers, or talk in both directions has to do without Upgrade. */
export default defineNeed({
  id: 'event-feed',
  answers: ['conversation', 'networks'],
  holds: ({ conversation, networks }) =>
    any(
      isOneOf(conversation, ['server-streams', 'mostly-server']),
      conversation === 'interleaved' && networks?.includes('upgrade-blocked')
        ? true
        : conversation === undefined
          ? undefined
          : false,
    ),
});
