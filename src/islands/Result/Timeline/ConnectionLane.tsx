import { formatMoment } from '../../../i18n/moment.ts';
import type { Timeline } from '../../../schema/timeline.ts';
import { useResultWords } from '../words.ts';
import { extent, Inside, type LaneProps } from './lane.tsx';
import { EndMark } from './Marks.tsx';
import { segmentsOf } from './view.ts';

/** Two marks closer than this are drawn smaller. */
const MARK_PIXELS = 19;

/** The time in which no connection is open and the client is about to come back; never so narrow that it is not seen. */
function Gaps({ timeline, frame, y, height, hatch }: LaneProps) {
  const { locale } = useResultWords();
  const back = (seconds: number) => formatMoment(seconds, locale);
  return timeline.events
    .filter(({ kind }) => kind === 'reconnect')
    .map(({ atSeconds, untilSeconds = atSeconds, connection }) => {
      const gap = extent(frame, atSeconds, untilSeconds);
      if (!gap) return null;
      const [from, to] = [gap[0], Math.max(gap[0] + 4, gap[1])];
      return (
        <g key={connection}>
          <rect className="gap" x={from} y={y + 4} width={to - from} height={height - 8} fill={`url(#${hatch})`} />
          <Inside name="on-held" texts={[back(untilSeconds - atSeconds)]} from={from + 8} to={to} y={y + height / 2} />
        </g>
      );
    });
}

/** What follows after the last connection that is shown: more of the same, or nothing. */
function Rest({ timeline, frame, y, height, hatch }: LaneProps) {
  const { say } = useResultWords();
  const { events, shownSeconds }: Timeline = timeline;
  const last = events.at(-1)?.kind;
  const rest = extent(frame, shownSeconds, frame.span[1]);
  if (!rest || last === 'end' || rest[1] - rest[0] <= 1) return null;
  const [from, to] = rest;
  if (last === 'gives-up')
    return <rect className="gone" x={from} y={y + 4} width={to - from} height={height - 8} fill={`url(#${hatch})`} />;
  const middle = y + height / 2;
  return (
    <g className="rest">
      <path d={`M${from + 12} ${middle}H${to}`} />
      <Inside name="on-rest" texts={[say('timeline.continuesLabel')]} from={from + 12} to={to} y={middle - 8} />
    </g>
  );
}

/** Connections as bars, with what ended each and the gap until the next. */
export function ConnectionLane(props: LaneProps) {
  const { timeline, frame, y, height } = props;
  const middle = y + height / 2;
  const segments = segmentsOf(timeline);
  const ends = segments.map(({ to }) => frame.scale(to));
  const isCrowded = ends.some((end, index) => index > 0 && end - (ends[index - 1] ?? 0) < MARK_PIXELS);
  return (
    <>
      {segments.map(({ connection, from, to }) => {
        const bar = extent(frame, from, to);
        if (!bar) return null;
        const width = Math.max(2, bar[1] - bar[0]);
        return (
          <g key={connection}>
            <rect className="connection" x={bar[0]} y={y + 3} width={width} height={height - 6} rx="3" />
            <Inside name="on-connection" texts={[String(connection)]} from={bar[0]} to={bar[1]} y={middle} />
          </g>
        );
      })}
      <Gaps {...props} />
      <Rest {...props} />
      {segments.map(({ ending, to, connection }) => {
        const at = ending && extent(frame, to, to);
        return at ? <EndMark key={connection} event={ending} x={at[0]} y={middle} isCrowded={isCrowded} /> : null;
      })}
    </>
  );
}
