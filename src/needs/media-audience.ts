import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf, not } from '../engine/ternary.ts';

/** Video or audio goes to viewers; nobody talks back in the same stream. */
export default defineNeed({
  id: 'media-audience',
  answers: ['useCase', 'payload', 'conversation'],
  holds: ({ useCase, payload, conversation }) =>
    all(
      any(isOneOf(useCase, ['media']), isOneOf(payload, ['media'])),
      not(isOneOf(useCase, ['voice'])),
      // With nothing said about who talks, media is watched.
      conversation === undefined && useCase === 'media'
        ? true
        : not(isOneOf(conversation, ['interleaved', 'client-streams'])),
    ),
});
