import { feelsReconnect, lastsLongerThan } from '../engine/connection.ts';
import { concern, defineRule, notApplicable, pass, unknown } from '../engine/rule.ts';
import { all } from '../engine/ternary.ts';

/** Reconnecting a session in which both sides talk is felt, so it should happen rarely. */
export default defineRule({
  id: 'felt-reconnect',
  role: 'time',
  dimension: 'reconnect',
  answers: [],
  alsoReads: ['conversation', 'missedMessages', 'longestRunSeconds'],
  limits: ['standardLifetimeSeconds'],
  appliesTo: ({ connection, crossesPlatform }, path) => connection === 'held' && crossesPlatform && path.tiered,
  check(answers, { standardLifetimeSeconds }, { plan }) {
    if (plan.recycleSeconds === undefined) return notApplicable();
    const felt = all(feelsReconnect(answers), lastsLongerThan(standardLifetimeSeconds, answers));
    if (felt === undefined) return unknown('conversation', 'missedMessages', 'longestRunSeconds');
    const data = { recycleSeconds: plan.recycleSeconds };
    return felt ? concern('recycle-rarely', data) : pass('unnoticed', data);
  },
});
