import type { Protocol } from '../schema/protocol.ts';
import type { GeneratorInput } from './generator.ts';
import type { ConfiguredLimit } from './routes.ts';

/** What a limit on silence bounds: traffic of either side prolongs a WebSocket, that of the service a response. */
export const silenceWords = ({ say }: GeneratorInput, serves: Protocol['nginx']): string =>
  say(serves === 'websocket' ? 'limit.silenceEitherWay' : 'limit.silence');

/** Why a limit may still be wrong after all: it cannot be made long enough, or nobody knows how long that is. */
export function doubtWords({ say }: GeneratorInput, { verdict }: ConfiguredLimit): string[] {
  if (verdict === 'cannot') return [say('limit.beyond')];
  return verdict === 'unknown' ? [say('limit.open')] : [];
}

/** What a limit is today, and whether this design needs more. */
export const stateWords = (input: GeneratorInput, limit: ConfiguredLimit): string[] => [
  input.say(limit.value === limit.today ? 'limit.kept' : 'limit.changed', { todaySeconds: limit.today }),
  ...doubtWords(input, limit),
];
