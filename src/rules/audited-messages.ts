import { defineRule, disfavours, favours } from '../engine/rule.ts';

/** A gateway that checks messages can read requests, not an opaque byte stream. */
export default defineRule({
  id: 'audited-messages',
  role: 'preference',
  answers: [],
  appliesTo: ({ connection, backendProtocol, needsUpgrade }, path) =>
    (connection === 'reply' || backendProtocol === 'HTTP2' || needsUpgrade) &&
    path.hops.some(({ settings }) => settings.responseInspection?.value === 'on'),
  check: (_, __, { protocol }) =>
    protocol.needsUpgrade ? disfavours('opaque-messages', 1) : favours('readable-messages', 1),
});
