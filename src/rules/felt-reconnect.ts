import { feelsReconnect, lastsLongerThan } from '../engine/connection.ts';
import { concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';
import { all } from '../engine/ternary.ts';

/** Reconnecting a session in which both sides talk is felt, so it should happen rarely. */
export default defineRule({
  id: 'felt-reconnect',
  role: 'time',
  dimension: 'reconnect',
  answers: [],
  alsoReads: ['useCase', 'conversation', 'missedMessages', 'longestRunSeconds'],
  limits: ['standardLifetimeSeconds'],
  appliesTo: ({ connection, watchStream, crossesPlatform }, path) =>
    (connection === 'held' || watchStream) && crossesPlatform && path.tiered,
  check(answers, { standardLifetimeSeconds }, { protocol, plan }) {
    const longer = lastsLongerThan(standardLifetimeSeconds, answers);
    // A job hides the session it belongs to as long as nobody has said who talks.
    if (protocol.watchStream && feelsReconnect(answers, protocol) === undefined && longer !== false) {
      return unknown('conversation', 'longestRunSeconds');
    }
    if (plan.recycleSeconds === undefined) return notApplicable();
    const felt = all(feelsReconnect(answers, protocol), longer);
    if (felt === undefined) return unknown('conversation', 'missedMessages', 'longestRunSeconds');
    const data = { recycleSeconds: plan.recycleSeconds };
    return felt ? concern('recycle-rarely', data) : pass('unnoticed', data);
  },
});
