import { isBoundToRequest } from '../engine/connection.ts';
import { type Answers, OPEN_ENDED, type QuestionId } from '../schema/answers.ts';
import type { ConnectionPlan } from '../schema/assessment.ts';
import type { Protocol } from '../schema/protocol.ts';
import type { Assumption } from '../schema/timeline.ts';
import type { Sending, SimulatedService } from './input.ts';

/** Time between two bytes of a service that is never silent. */
const CONTINUOUS_SECONDS = 0.1;
/** Messages of a burst at least, where there are silences too. */
const LEAST_MESSAGES = 5;

/** Transfers do not fall silent half-way, so nobody is asked how often they speak. */
const FLOWING: readonly Answers['useCase'][] = ['file-transfer', 'media'];
/** Nor about their silences; events of partners come when they come. */
const NEVER_SILENT: readonly Answers['useCase'][] = [...FLOWING, 'partner-events'];

/** What is said on a connection, from the answers, and what is taken for granted in it. */
export type Traffic = {
  readonly origin: SimulatedService['origin'];
  readonly missed: SimulatedService['missed'];
  readonly service: Sending | undefined;
  readonly client: Sending | undefined;
  readonly runSeconds: number | typeof OPEN_ENDED;
  readonly assumed: readonly Assumption[];
};

type Lasting = { readonly answers: Answers; readonly protocol: Protocol; readonly plan: ConnectionPlan };

/** A single reply, or one whose shape nobody was asked for. */
function isReply({ answers, protocol }: Lasting): boolean {
  const { conversation } = answers;
  return conversation === 'single-reply' || (conversation === undefined && protocol.connection === 'reply');
}

/** Work that is gone with its request; where nobody knows, events are taken to go on without it. */
function originOf(lasting: Lasting, assumed: Assumption[]): Traffic['origin'] {
  const { answers, plan, protocol } = lasting;
  if (plan.kind === 'recycled' || protocol.connection === 'short' || isOneOfResumable(answers)) return 'feed';
  if (isReply(lasting)) return 'request';
  const bound = isBoundToRequest(answers);
  if (bound === undefined) assumed.push('events-go-on');
  return bound ? 'request' : 'feed';
}

const isOneOfResumable = ({ ifCut }: Answers): boolean =>
  ifCut === 'resume' || ifCut === 'snapshot' || ifCut === 'must-finish';

function missedOf({ ifCut }: Answers, { nginx }: Protocol): Traffic['missed'] {
  if (ifCut === 'snapshot') return 'snapshot';
  // Who asks again and again says each time what it had last.
  return ifCut === 'resume' || ifCut === 'must-finish' || nginx === 'poll' ? 'replay' : 'none';
}

/** One reply: its pieces are as far apart as its longest silence, or it comes in one piece at the end. */
function replyOf(answers: Answers, runSeconds: number | typeof OPEN_ENDED, assumed: Assumption[]): Sending | undefined {
  const { longestSilenceSeconds: silence, firstByteSeconds: first } = answers;
  const most = runSeconds === OPEN_ENDED ? Number.POSITIVE_INFINITY : runSeconds;
  if (silence !== undefined && silence < most) {
    assumed.push('messages-at-longest-silence');
    const everySeconds = silence === 0 ? CONTINUOUS_SECONDS : silence;
    return { firstSeconds: first ?? everySeconds, everySeconds };
  }
  if (silence === undefined) assumed.push('silent-until-reply');
  return most === Number.POSITIVE_INFINITY ? undefined : { firstSeconds: most, everySeconds: 1, messages: 1 };
}

/** Messages again and again: as often as they usually come, with silences as long as the longest. */
function messagesOf(answers: Answers, assumed: Assumption[]): Sending | readonly QuestionId[] {
  const { updateIntervalSeconds: interval, longestSilenceSeconds: silence, useCase } = answers;
  if (interval === undefined && silence === undefined) {
    if (!FLOWING.includes(useCase))
      return ['updateIntervalSeconds', ...(NEVER_SILENT.includes(useCase) ? [] : (['longestSilenceSeconds'] as const))];
    assumed.push('flows-without-pause');
    return { firstSeconds: CONTINUOUS_SECONDS, everySeconds: CONTINUOUS_SECONDS };
  }
  const most = silence === 0 ? CONTINUOUS_SECONDS : (silence ?? Number.POSITIVE_INFINITY);
  const everySeconds = Math.min(interval ?? most, most);
  if (interval === undefined) assumed.push('messages-at-longest-silence');
  else if (silence === undefined) assumed.push('silence-within-interval');
  else if (interval > most) assumed.push('interval-within-silence');
  if (most === Number.POSITIVE_INFINITY || everySeconds >= most) return { firstSeconds: everySeconds, everySeconds };
  assumed.push('active-as-long-as-silent');
  const messagesPerBurst = Math.max(LEAST_MESSAGES, Math.ceil(most / everySeconds));
  return { firstSeconds: everySeconds, everySeconds, messagesPerBurst, pauseSeconds: most };
}

/** The service's first message comes when the answers say, and otherwise after one interval. */
function withFirst(sends: Sending, { firstByteSeconds }: Answers, assumed: Assumption[]): Sending {
  if (firstByteSeconds !== undefined) return { ...sends, firstSeconds: firstByteSeconds };
  assumed.push('first-message-after-interval');
  return sends;
}

/** How long the run is; `undefined` when that is not known and matters. */
function runOf({ answers, plan, protocol }: Lasting, assumed: Assumption[]): Traffic['runSeconds'] | undefined {
  const { longestRunSeconds } = answers;
  if (longestRunSeconds !== undefined) return longestRunSeconds;
  // What is recycled, or asked for again and again, looks the same however long it goes on.
  if (plan.kind !== 'recycled' && protocol.nginx !== 'poll') return undefined;
  assumed.push('run-open-ended');
  return OPEN_ENDED;
}

/** What is said on the connection that lasts; answers without which nobody can tell where some are missing. */
export function trafficOf(lasting: Lasting): Traffic | readonly QuestionId[] {
  const { answers, protocol } = lasting;
  const { conversation } = answers;
  const assumed: Assumption[] = [];
  const runSeconds = runOf(lasting, assumed);
  const reply = isReply(lasting);
  const sends = reply ? undefined : messagesOf(answers, assumed);
  const unanswered = sends !== undefined && !('everySeconds' in sends) ? sends : [];
  if (runSeconds === undefined) return ['longestRunSeconds', ...unanswered];
  if (sends !== undefined && !('everySeconds' in sends)) return unanswered;
  if (conversation === undefined && !reply) assumed.push('server-sends');
  const carries = conversation !== undefined && protocol.carries.includes(conversation);
  const clientSends = carries && (conversation === 'interleaved' || conversation === 'client-streams');
  const serviceSends = !(carries && conversation === 'client-streams');
  const service = reply
    ? replyOf(answers, runSeconds, assumed)
    : serviceSends && sends
      ? withFirst(sends, answers, assumed)
      : undefined;
  const most = runSeconds === OPEN_ENDED ? Number.POSITIVE_INFINITY : runSeconds;
  // What is said at all is said before the run is over.
  const within = (side: Sending | undefined) => side && { ...side, firstSeconds: Math.min(side.firstSeconds, most) };
  return {
    origin: originOf(lasting, assumed),
    missed: missedOf(answers, protocol),
    service: within(service),
    client: clientSends ? within(sends) : undefined,
    runSeconds,
    assumed,
  };
}
