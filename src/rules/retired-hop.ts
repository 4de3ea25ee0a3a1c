import { concern, defineRule } from '../engine/rule.ts';

/** A product that gets no fixes any more stands in the path. */
export default defineRule({
  id: 'retired-hop',
  role: 'exclusion',
  answers: [],
  appliesTo: ({ crossesPlatform }, path) => crossesPlatform && path.hops.some(({ retired }) => retired !== undefined),
  check: (_, __, { path }) =>
    concern('no-more-fixes', { hop: path.hops.find(({ retired }) => retired !== undefined)?.id ?? '' }),
});
