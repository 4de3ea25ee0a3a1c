import type { GeneratorInput } from '../generator.ts';
import { loop, note, reply, type Step, send } from '../print/sequence.ts';
import { endpointPath, watchPath } from '../routes.ts';
import { back, type Cast, forward } from './cast.ts';

/** Work that goes on by itself: start it, ask after it or watch it, fetch the result. */
export function jobStory(input: GeneratorInput, cast: Cast): Step[] {
  const { service, companions, names, say } = input;
  const { client, service: server, outside } = cast;
  const watch = companions.find(({ crossesPlatform }) => crossesPlatform);
  const file = companions.some(({ bypassesForFiles }) => bypassesForFiles);
  const waiting = watch
    ? [
        send(
          client,
          server,
          say('sequence-diagram.watch', { endpoint: watchPath(service), protocol: names.protocol(watch.id) }),
        ),
        loop(say('sequence-diagram.whileRunning'), reply(server, client, say('sequence-diagram.progress'))),
        note([client, server], say('sequence-diagram.watchAgain')),
      ]
    : [
        loop(
          say('sequence-diagram.whileRunning'),
          send(client, server, say('sequence-diagram.status')),
          reply(server, client, say('sequence-diagram.notYet')),
        ),
      ];
  return [
    ...forward(cast, say('sequence-diagram.start', { endpoint: endpointPath(service) })),
    ...back(cast, say('sequence-diagram.accepted')),
    note([server], say('sequence-diagram.goesOn')),
    ...waiting,
    send(client, server, say('sequence-diagram.fetch')),
    reply(server, client, say(file ? 'sequence-diagram.fileAddress' : 'sequence-diagram.result')),
    ...(file
      ? [
          send(client, outside, say('sequence-diagram.transfer')),
          reply(outside, client, say('sequence-diagram.transferred')),
        ]
      : []),
  ];
}

/** The service calls the receiver, which answers before it works. */
export function webhookStory({ say }: GeneratorInput, { client, service }: Cast): Step[] {
  return [
    send(service, client, say('sequence-diagram.event')),
    reply(client, service, say('sequence-diagram.thanks')),
    note([client], say('sequence-diagram.later')),
    loop(
      say('sequence-diagram.untilThanks'),
      send(service, client, say('sequence-diagram.again')),
      reply(client, service, say('sequence-diagram.thanks')),
    ),
  ];
}

/** The client asks and is kept waiting, again and again. */
export function pollStory({ say, service }: GeneratorInput, cast: Cast): Step[] {
  return [
    loop(
      say('sequence-diagram.againAndAgain'),
      ...forward(cast, say('sequence-diagram.ask', { endpoint: endpointPath(service) })),
      note([cast.service], say('sequence-diagram.hold')),
      ...back(cast, say('sequence-diagram.news')),
    ),
  ];
}

/** One request, one answer; repeated where the design asks for it. */
export function requestStory({ say, service, verdict }: GeneratorInput, cast: Cast): Step[] {
  const steps = [
    ...forward(cast, say('sequence-diagram.request', { endpoint: endpointPath(service) })),
    ...back(cast, say('sequence-diagram.answer')),
  ];
  const { kind } = verdict.recommendation.plan;
  return kind === 'short' ? [loop(say('sequence-diagram.asNeeded'), ...steps)] : steps;
}

/** What is asked for on the platform and then goes round it. */
export function outsideStory({ say, protocol }: GeneratorInput, { client, service, outside }: Cast): Step[] {
  if (protocol.reachesClosedApp) {
    return [
      send(client, service, say('sequence-diagram.register')),
      send(service, outside, say('sequence-diagram.handOver')),
      reply(outside, client, say('sequence-diagram.deliver')),
      send(client, service, say('sequence-diagram.catchUp')),
    ];
  }
  return [
    send(client, service, say('sequence-diagram.askLeave')),
    reply(service, client, say('sequence-diagram.leave')),
    send(client, outside, say('sequence-diagram.transfer')),
    reply(outside, client, say('sequence-diagram.transferred')),
  ];
}
