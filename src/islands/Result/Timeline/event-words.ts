import type { FindingData } from '../../../schema/assessment.ts';
import type { Locale } from '../../../schema/texts.ts';
import type { CutReason, Timeline, TimelineEvent } from '../../../schema/timeline.ts';
import type { ResultWords } from '../words.ts';
import { firstCut, numberOf } from './view.ts';

/** What the sentences of events are made with. */
export type EventWords = Pick<ResultWords, 'say' | 'limit' | 'locale'>;

/** Sentences after each other; Chinese sets no space between them. */
export const inSentences = (sentences: readonly string[], locale: Locale): string =>
  sentences.join(locale === 'en' ? ' ' : '');

const CUTS: { readonly [R in CutReason]: string } = {
  total: 'cutTotal',
  idle: 'cutIdle',
  drain: 'cutDrain',
  deploy: 'cutDeploy',
  reload: 'cutReload',
};

/** Which of the sentences on messages fits: of one, of many at a fixed interval, of several bursts, or of held bytes. */
function messageKey({ data }: TimelineEvent): string {
  if ('lumps' in data) return 'messageLumps';
  const side = data['from'] === 'client' ? 'sent' : 'message';
  if ('bursts' in data) return `${side}Bursts`;
  return 'everySeconds' in data ? `${side}Every` : side;
}

/** The key of an event's sentence in room `timeline`. */
function keyOf(event: TimelineEvent): string {
  const { kind, reason, data } = event;
  switch (kind) {
    case 'message':
      return messageKey(event);
    case 'cut':
      return CUTS[reason ?? 'deploy'];
    case 'planned-recycle':
      return reason === 'deploy' ? 'toldToStop' : kind;
    case 'held':
      return data['held'] === 'headers' ? 'heldHeaders' : kind;
    case 'request-sent':
      return 'header' in data ? 'requestResumes' : kind;
    case 'headers':
      return 'status' in data ? 'refused' : kind;
    case 'reconnect':
      return numberOf(data, 'attempt') > 1 ? 'reconnectAgain' : kind;
    default:
      return kind;
  }
}

/** Everything a sentence about an event may name. */
export function eventData(
  { connection, hop, limit, data }: TimelineEvent,
  { limit: name }: Pick<EventWords, 'limit'>,
): FindingData {
  return { ...data, connection, ...(hop && { hop }), ...(limit && { limit: name(limit) }) };
}

/** An event in a sentence or two: what happens, and what the client sees of an end. */
export function eventSentence(event: TimelineEvent, words: EventWords): string {
  const { say, locale } = words;
  const what = say(`timeline.${keyOf(event)}`, eventData(event, words));
  return event.seen ? inSentences([what, say(`timeline.${event.seen}`)], locale) : what;
}

/** What becomes of a whole session, in sentences: cuts, planned ends, and what is not shown. */
export function summaryOf(timeline: Timeline, words: EventWords): string {
  const { say, locale } = words;
  const { events, shownSeconds, runSeconds } = timeline;
  const count = (kind: TimelineEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const cut = firstCut(timeline);
  const cuts = count('cut');
  const ends = count('planned-recycle');
  const sentences: string[] = [];
  if (!cut) sentences.push(say('timeline.summaryNoCut'));
  else if (!cut.limit) sentences.push(eventSentence(cut, words));
  else sentences.push(say(`timeline.${cuts > 1 ? 'summaryCuts' : 'summaryCut'}`, { ...eventData(cut, words), cuts }));
  if (count('gives-up') > 0) sentences.push(say('timeline.summaryGone'));
  if (ends > 0) sentences.push(say('timeline.summaryPlanned', { ends }));
  if (count('continues') > 0)
    sentences.push(
      runSeconds === 'open-ended'
        ? say('timeline.shownOpenEnded', { shownSeconds })
        : say('timeline.shownPart', { shownSeconds, runSeconds }),
    );
  return inSentences(sentences, locale);
}
