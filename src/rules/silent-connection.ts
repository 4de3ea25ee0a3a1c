import { staysOpen } from '../engine/connection.ts';
import { silenceSeconds } from '../engine/hops.ts';
import { blocker, concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';

/** An idle cap ends silence, not length; a heartbeat answers it. */
export default defineRule({
  id: 'silent-connection',
  role: 'time',
  dimension: 'frequency',
  answers: [],
  alsoReads: ['longestSilenceSeconds', 'heartbeat', 'longestRunSeconds', 'conversation'],
  limits: ['silenceSeconds'],
  limitsIfAny: ['idleCapSeconds'],
  appliesTo: ({ crossesPlatform, connection }, path) => crossesPlatform && connection !== 'short' && path.tiered,
  check(answers, limits, { protocol, plan, heartbeatSeconds }) {
    if (!staysOpen(plan)) return notApplicable();
    const silence = silenceSeconds(answers, protocol, plan, heartbeatSeconds);
    if (silence === undefined) return unknown('longestSilenceSeconds', 'heartbeat');
    const data = { longestSilenceSeconds: silence };
    const outlasts = limits.idleCapSeconds !== undefined && silence >= limits.idleCapSeconds;
    if (!outlasts && answers.heartbeat === 'yes') return pass('heartbeat-helps', data);
    if (!outlasts && silence <= limits.silenceSeconds) return pass('within-idle-cap', data);
    if (answers.heartbeat === undefined) return unknown('heartbeat');
    if (!outlasts) return concern('long-for-unknown-hops', data);
    const withCap = { ...data, idleCapSeconds: limits.idleCapSeconds ?? 0 };
    // A plain reply has nothing to send before its answer.
    const plain = protocol.connection === 'reply' && !protocol.streamsResponse;
    return plain ? blocker('no-byte-in-time', withCap) : concern('outlasts-idle-cap', withCap);
  },
});
