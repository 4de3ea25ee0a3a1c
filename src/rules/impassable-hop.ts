import { blocker, defineRule, pass } from '../engine/rule.ts';

/** Some hops do not pass a protocol on. */
export default defineRule({
  id: 'impassable-hop',
  role: 'exclusion',
  answers: [],
  appliesTo: ({ blockedBy }) => blockedBy.length > 0,
  check(_, __, { protocol, path }) {
    const hop = path.hops.find(({ component }) => protocol.blockedBy.includes(component));
    return hop ? blocker('not-passed', { hop: hop.id }) : pass('passed');
  },
});
