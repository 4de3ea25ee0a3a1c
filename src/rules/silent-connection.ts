import { silenceSeconds } from '../engine/hops.ts';
import { blocker, concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';

/** An idle cap ends silence, not length; a heartbeat answers it. */
export default defineRule({
  id: 'silent-connection',
  role: 'time',
  dimension: 'frequency',
  answers: [],
  alsoReads: ['longestSilenceSeconds', 'heartbeat', 'longestRunSeconds', 'conversation'],
  limits: ['idleCapSeconds', 'silenceSeconds', 'heartbeatSeconds'],
  appliesTo: ({ crossesPlatform, connection }) => crossesPlatform && connection !== 'short',
  check(answers, limits, { protocol, plan }) {
    const { idleCapSeconds } = limits;
    if (plan.kind === 'short' || plan.kind === 'bypass') return notApplicable();
    const silence = silenceSeconds(answers, protocol, plan, limits.heartbeatSeconds);
    if (silence === undefined) return unknown('longestSilenceSeconds', 'heartbeat');
    const data = { longestSilenceSeconds: silence, idleCapSeconds };
    if (answers.heartbeat === 'yes' && silence < idleCapSeconds) return pass('heartbeat-helps', data);
    if (silence <= limits.silenceSeconds && silence < idleCapSeconds) return pass('within-idle-cap', data);
    if (answers.heartbeat === undefined) return unknown('heartbeat');
    if (silence < idleCapSeconds) return concern('long-for-unknown-hops', data);
    return protocol.connection === 'reply' ? blocker('no-byte-in-time', data) : concern('outlasts-idle-cap', data);
  },
});
