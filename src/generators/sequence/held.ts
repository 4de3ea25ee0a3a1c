import { jitterOf } from '../drain.ts';
import type { GeneratorInput } from '../generator.ts';
import { loop, note, reply, type Step, send } from '../print/sequence.ts';
import { endpointPath } from '../routes.ts';
import { back, type Cast, forward } from './cast.ts';

function opening({ protocol, service, answers, say }: GeneratorInput): string {
  const data = { endpoint: endpointPath(service) };
  if (protocol.needsUpgrade) return say('sequence-diagram.openUpgrade', data);
  if (protocol.nginx === 'grpc') return say('sequence-diagram.openCall', data);
  const posts = answers.request === 'body' && protocol.opensWith.includes('body');
  return say(posts ? 'sequence-diagram.openPost' : 'sequence-diagram.openGet', data);
}

/** What is said while the connection is open. */
function talk({ protocol, answers, verdict, say }: GeneratorInput, { client, service }: Cast): Step[] {
  const { updateIntervalSeconds, longestSilenceSeconds, conversation } = answers;
  const { heartbeatSeconds } = verdict.recommendation;
  const talksBack = conversation === 'interleaved' || conversation === 'client-streams';
  const carriesBoth = conversation !== undefined && protocol.carries.includes(conversation);
  const asks = conversation !== undefined && !carriesBoth && protocol.carriesWithPost.includes(conversation);
  const steps: Step[] = [
    loop(
      updateIntervalSeconds === undefined
        ? say('sequence-diagram.whileOpen')
        : say('sequence-diagram.every', { updateIntervalSeconds }),
      ...(talksBack && carriesBoth ? [send(client, service, say('sequence-diagram.clientMessage'))] : []),
      ...(asks ? [send(client, service, say('sequence-diagram.postBeside'))] : []),
      ...(conversation === 'client-streams' ? [] : [reply(service, client, say('sequence-diagram.message'))]),
    ),
  ];
  if (heartbeatSeconds !== null)
    steps.push(
      loop(
        say('sequence-diagram.inSilence', { heartbeatSeconds }),
        reply(service, client, say('sequence-diagram.heartbeat')),
      ),
    );
  else if (longestSilenceSeconds !== undefined)
    steps.push(note([service], say('sequence-diagram.silence', { longestSilenceSeconds })));
  return steps;
}

/** What would cut the connection with today's settings. */
function cut({ verdict, say }: GeneratorInput, cast: Cast): Step[] {
  const row = verdict.hops.find(({ bottleneck }) => bottleneck);
  const hop = row && cast.hop(row.hop);
  if (!row || !hop || row.verdict === 'holds') return [];
  const data = { todaySeconds: row.today };
  return [note([hop], say(row.kind === 'total' ? 'sequence-diagram.cutTotal' : 'sequence-diagram.cutIdle', data))];
}

/** One connection that lasts: open, talk, heartbeat, and its planned end or the end of the run. */
export function heldStory(input: GeneratorInput, cast: Cast): Step[] {
  const { say, answers, verdict } = input;
  const { client, service } = cast;
  const { recycleSeconds } = verdict.recommendation;
  const wait = answers.firstByteSeconds;
  const start = [
    ...forward(cast, opening(input)),
    ...(wait === undefined ? [] : [note([service], say('sequence-diagram.firstByte', { firstByteSeconds: wait }))]),
    ...back(cast, say(input.protocol.needsUpgrade ? 'sequence-diagram.firstUpgrade' : 'sequence-diagram.first')),
    ...talk(input, cast),
    ...cut(input, cast),
  ];
  if (recycleSeconds === null)
    return [
      ...start,
      reply(service, client, say('sequence-diagram.end')),
      note([client], say('sequence-diagram.noEnd')),
    ];
  return [
    ...start,
    note([client, service], say('sequence-diagram.recycle', { recycleSeconds, ...jitterOf(input) })),
    reply(service, client, say('sequence-diagram.comeBack')),
    ...forward(cast, say('sequence-diagram.reconnect')),
    ...back(cast, say('sequence-diagram.missed')),
  ];
}
