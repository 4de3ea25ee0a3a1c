import { formatMoment } from '../../../i18n/moment.ts';
import type { Timeline, TimelineEvent } from '../../../schema/timeline.ts';
import { type Placed, placeLabels, textWidth, wrapText } from '../../Charts/labels.ts';
import { linearScale, type Scale } from '../../Charts/scale.ts';
import type { ResultWords } from '../words.ts';
import { type EventWords, eventData } from './event-words.ts';
import { isEnding, numberOf, type Pair, type Span } from './view.ts';

export const FONT_PIXELS = 12;
export const LINE_PIXELS = 15;
/** Half of the scrubber's handle, so that its middle reaches both ends of the axis. */
const EDGE_PIXELS = 9;
/** From here on there is room for the names of the lanes beside them. */
const WIDE_PIXELS = 620;
const TITLE_PIXELS = 24;
/** Widest and narrowest label of an event that tells everything. */
const LABEL_PIXELS = 300;
const NARROW_LABEL_PIXELS = 130;

/** One kind of thing that goes on during a session; each is a row of the picture. */
export type Lane = 'Connection' | 'Requests' | 'Messages' | 'Sent' | 'Heartbeats' | 'Silence' | 'Missed';
const lanes: readonly Lane[] = ['Connection', 'Requests', 'Messages', 'Sent', 'Heartbeats', 'Silence', 'Missed'];
const LANE_PIXELS: { readonly [L in Lane]: number } = {
  Connection: 26,
  Requests: 20,
  Messages: 20,
  Sent: 20,
  Heartbeats: 16,
  Silence: 18,
  Missed: 20,
};

/** The row an event is drawn in; undefined where it only has a label. */
export function laneOf({ kind, data }: TimelineEvent): Lane | undefined {
  if (kind === 'message') return data['from'] === 'client' ? 'Sent' : 'Messages';
  if (kind === 'held') return 'Messages';
  if (kind === 'poll') return 'Requests';
  if (kind === 'heartbeat') return 'Heartbeats';
  if (kind === 'silence') return 'Silence';
  if (kind === 'replayed' || kind === 'replaced' || kind === 'lost') return 'Missed';
  return kind === 'open' ? 'Connection' : undefined;
}

/** The rows both settings have, so that they can be compared. */
function lanesOf({ today, proposed }: Pair): Lane[] {
  const used = new Set([...today.events, ...proposed.events].map(laneOf));
  return lanes.filter((lane) => used.has(lane));
}

/** What both panels share. */
export type Frame = {
  readonly width: number;
  /** Room for the names of the rows at the left; 0 where they stand above. */
  readonly gutter: number;
  readonly lanes: readonly Lane[];
  readonly scale: Scale;
  readonly span: Span;
};

export function frameOf(width: number, pair: Pair, span: Span, { say }: Pick<ResultWords, 'say'>): Frame {
  const used = lanesOf(pair);
  const names = used.map((lane) => textWidth(say(`timeline.lane${lane}`), FONT_PIXELS));
  const gutter = width >= WIDE_PIXELS ? Math.ceil(Math.max(...names)) + 8 : 0;
  const scale = linearScale(span, [gutter + EDGE_PIXELS, width - EDGE_PIXELS]);
  return { width, gutter, lanes: used, scale, span };
}

/** A label in the picture with the event it belongs to. */
type Callout = { readonly event: TimelineEvent; readonly x: number; readonly place: NonNullable<Placed> };
/** Where everything of one panel is, from its top. */
export type PanelLayout = {
  readonly callouts: readonly Callout[];
  /** Top of each row of labels. */
  readonly rowTops: readonly number[];
  readonly laneTops: { readonly [L in Lane]?: number };
  readonly laneHeights: { readonly [L in Lane]: number };
  /** Where the rows begin, under the labels. */
  readonly top: number;
  readonly height: number;
};

const isAlike = (one: TimelineEvent, other: TimelineEvent) =>
  one.kind === other.kind && one.hop === other.hop && one.limit === other.limit && one.reason === other.reason;

/** What stands at a mark, from the most telling to the shortest. */
function formsOf(
  event: TimelineEvent,
  isGone: boolean,
  alike: number,
  mostPixels: number,
  words: ResultWords,
): readonly (readonly string[])[] {
  const { say, hop, limit, locale } = words;
  const data = { ...eventData(event, words as EventWords), afterSeconds: numberOf(event.data, 'afterSeconds') };
  const wrap = (text: string) => wrapText(text, mostPixels, FONT_PIXELS);
  const gone = isGone ? wrap(say('timeline.goneLabel')) : [];
  const more = alike > 0 ? [say('timeline.moreAlike', { count: alike })] : [];
  const moment = [formatMoment(event.atSeconds, locale)];
  if (event.kind === 'waiting') return [wrap(say('timeline.waitingLabel', data))];
  if (event.kind === 'end') return [wrap(say('timeline.endLabel', { afterSeconds: event.atSeconds })), moment];
  if (event.kind === 'planned-recycle') return [[...wrap(say('timeline.recycleLabel', data)), ...more], moment];
  const where = event.limit
    ? say('timeline.cutPlace', { hop: hop(event.hop ?? ''), limit: limit(event.limit) })
    : hop(event.hop ?? '');
  const cut = [say('timeline.cutLabel', data)];
  return [[...cut, ...wrap(where), ...gone, ...more], [...cut, ...gone], moment];
}

/** Labels of the events in the part that is shown; the first of each kind finds its place first. */
function calloutsOf(timeline: Timeline, { scale, span, width }: Frame, words: ResultWords): Callout[] {
  const { events } = timeline;
  const shown = events.filter(
    (event) =>
      (isEnding(event) || event.kind === 'waiting') && event.atSeconds >= span[0] && event.atSeconds <= span[1],
  );
  const isFirst = (event: TimelineEvent) => shown.find((other) => isAlike(event, other)) === event;
  const inOrder = [...shown.filter(isFirst), ...shown.filter((event) => !isFirst(event))];
  const [from, to] = [scale.range[0] - EDGE_PIXELS, scale.range[1] + EDGE_PIXELS];
  // As wide as it is to the next mark, so that all have room; where that is too narrow, only the first of a kind tells.
  const places = shown.map(({ atSeconds }) => scale(atSeconds)).sort((one, other) => one - other);
  const roomAt = (x: number) => (places.find((place) => place > x) ?? Number.POSITIVE_INFINITY) - x - 16;
  const isCrowded = places.some((place) => roomAt(place) < NARROW_LABEL_PIXELS);
  const wanted = inOrder.map((event) => {
    const x = scale(event.atSeconds);
    const beside = Math.max(NARROW_LABEL_PIXELS, Math.max(to - x, x - from) - 8);
    const mostPixels = Math.min(LABEL_PIXELS, beside, isCrowded ? LABEL_PIXELS : roomAt(x));
    const alike = isCrowded ? shown.filter((other) => isAlike(event, other)).length - 1 : 0;
    const isGone = events.some(({ kind, atSeconds }) => kind === 'gives-up' && atSeconds === event.atSeconds);
    const forms = formsOf(event, isGone, alike, mostPixels, words);
    return { x, forms: isCrowded && !isFirst(event) ? forms.slice(-1) : forms };
  });
  const placed = placeLabels(wanted, { from, to, rows: width >= WIDE_PIXELS ? 2 : 3, fontPixels: FONT_PIXELS });
  return inOrder.flatMap((event, index) => {
    const place = placed[index];
    return place ? [{ event, x: scale(event.atSeconds), place }] : [];
  });
}

/** Puts labels and rows of one setting below each other. */
export function layoutPanel(timeline: Timeline, frame: Frame, words: ResultWords, hasTitle: boolean): PanelLayout {
  const callouts = calloutsOf(timeline, frame, words);
  const rowTops: number[] = [];
  let y = hasTitle ? TITLE_PIXELS : 0;
  for (let row = 0; callouts.some(({ place }) => place.row >= row); row += 1) {
    rowTops.push(y);
    const lines = callouts.filter(({ place }) => place.row === row).map(({ place }) => place.lines.length);
    y += Math.max(0, ...lines) * LINE_PIXELS + 6;
  }
  const top = y;
  const above = frame.gutter === 0 ? LINE_PIXELS : 0;
  const laneTops: { [L in Lane]?: number } = {};
  for (const lane of frame.lanes) {
    y += above;
    laneTops[lane] = y;
    y += LANE_PIXELS[lane] + 4;
  }
  return { callouts, rowTops, laneTops, laneHeights: LANE_PIXELS, top, height: y };
}
