import type { Answers } from '../schema/answers.ts';
import type { Facts } from '../schema/facts.ts';
import type { Protocol } from '../schema/protocol.ts';

const simplestFirst = ({ protocols }: Facts) => [...protocols].sort((a, b) => a.order - b.order);

/** Whether a client with these credentials and on these networks could watch by this protocol. */
function canWatch(protocol: Protocol, { credentials, clients, networks }: Answers): boolean {
  return (
    (credentials === undefined || protocol.credentials.includes(credentials)) &&
    (clients === undefined || clients.every((client) => protocol.clients.includes(client))) &&
    !(protocol.streamsResponse && networks?.includes('buffering-proxy'))
  );
}

/**
 * The stream that shows the progress of a job, if somebody watches. It is a plain GET by job id, so what ruled a stream
 * out for the work itself does not count.
 */
export function watchOf(protocol: Protocol | undefined, answers: Answers, facts: Facts): Protocol | undefined {
  const { conversation } = answers;
  if (!protocol?.watchStream || conversation === undefined || conversation === 'single-reply') return undefined;
  return simplestFirst(facts).find((other) => other.serves.includes('event-feed') && canWatch(other, answers));
}

/** The answers that hold for the stream that watches a job: it can be resumed, and the server can always say something. */
export function watchAnswers(answers: Answers): Answers {
  return { ...answers, ifCut: 'resume', heartbeat: 'yes' };
}

/** What carries the result of a job that is a file. */
export function fileOf(protocol: Protocol | undefined, { payload }: Answers, facts: Facts): Protocol | undefined {
  if (!protocol?.watchStream || payload !== 'file') return undefined;
  return simplestFirst(facts).find(({ bypassesForFiles }) => bypassesForFiles);
}

/** The answers for the time in which the app is open; `undefined` when the protocol is not for a closed one. */
export function openAppAnswers(protocol: Protocol | undefined, answers: Answers): Answers | undefined {
  if (!protocol?.reachesClosedApp) return undefined;
  const { networks: all = [], ...others } = answers;
  const networks = all.filter((network) => network !== 'app-closed');
  return networks.length > 0 ? { ...others, networks } : others;
}
