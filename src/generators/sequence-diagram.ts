import type { Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { printSequence, type Step } from './print/sequence.ts';
import { type Cast, castOf } from './sequence/cast.ts';
import { heldStory } from './sequence/held.ts';
import { jobStory, outsideStory, pollStory, requestStory, webhookStory } from './sequence/short.ts';

const ROOM = 'sequence-diagram';

/** Which story is told follows from facts of the protocol and the plan of the connection. */
function storyOf({ protocol, verdict }: GeneratorInput): (input: GeneratorInput, cast: Cast) => Step[] {
  const { kind } = verdict.recommendation.plan;
  if (!protocol.crossesPlatform) return outsideStory;
  if (protocol.callsReceiver) return webhookStory;
  if (protocol.nginx === 'poll') return pollStory;
  const asksAfterWork = protocol.workSurvivesCut && !protocol.segmentsMedia && kind === 'short';
  if (protocol.watchStream || asksAfterWork) return jobStory;
  const streams = protocol.connection === 'held' || protocol.streamsResponse;
  return kind !== 'short' && streams ? heldStory : requestStory;
}

/** What happens to one connection, from opening it to coming back. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input) {
    const cast = castOf(input);
    const title = input.say(`${ROOM}.title`, { protocol: input.names.protocol(input.protocol.id) });
    const { participants } = cast;
    return [
      {
        name: 'sequence.mmd',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'mermaid',
        text: printSequence(header(input, ROOM, []), { title, participants, steps: storyOf(input)(input, cast) }),
      },
    ];
  },
} satisfies Generator;
