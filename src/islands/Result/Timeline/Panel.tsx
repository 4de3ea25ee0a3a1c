import type { Timeline } from '../../../schema/timeline.ts';
import { useResultWords } from '../words.ts';
import { ConnectionLane } from './ConnectionLane.tsx';
import { type Frame, LINE_PIXELS, type PanelLayout } from './layout.ts';
import { TrafficLane } from './TrafficLane.tsx';
import { firstCut, segmentsOf } from './view.ts';

type Props = {
  title: string | undefined;
  timeline: Timeline;
  frame: Frame;
  layout: PanelLayout;
  top: number;
  hatch: string;
};

/** One setting: its labels, and below them a row for each kind of thing that goes on. */
export function Panel({ title, timeline, frame, layout, top, hatch }: Props) {
  const { say } = useResultWords();
  const { scale, span, gutter, lanes } = frame;
  const { callouts, rowTops, laneTops, laneHeights, height } = layout;
  const bottom = height - 4;
  const cuts = segmentsOf(timeline).filter(
    ({ ending, to }) => ending?.kind === 'cut' && to >= span[0] && to <= span[1],
  );
  return (
    <g transform={`translate(0 ${top})`} className={firstCut(timeline) ? 'panel is-cut' : 'panel'}>
      {title && (
        <text className="panel-title" x="0" y="14">
          {title}
        </text>
      )}
      {lanes.map((lane) => (
        <g key={lane}>
          <path
            className="lane"
            d={`M${scale.range[0]} ${(laneTops[lane] ?? 0) + laneHeights[lane] / 2}H${scale.range[1]}`}
          />
        </g>
      ))}
      {cuts.map(({ to, connection }) => (
        <path key={connection} className="cut-line" d={`M${scale(to)} ${layout.top}V${bottom}`} />
      ))}
      {callouts.map(({ event, x, place }) => (
        <path
          key={`${event.kind} ${event.connection}`}
          className={event.kind === 'cut' ? 'leader is-cut' : 'leader'}
          d={`M${x} ${rowTops[place.row]}V${(laneTops.Connection ?? 0) + 4}`}
        />
      ))}
      {lanes.map((lane) => {
        const props = { timeline, frame, y: laneTops[lane] ?? 0, height: laneHeights[lane], hatch };
        return lane === 'Connection' ? (
          <ConnectionLane key={lane} {...props} />
        ) : (
          <TrafficLane key={lane} lane={lane} {...props} />
        );
      })}
      {lanes.map((lane) => (
        <text
          key={lane}
          className="lane-name"
          x="0"
          y={gutter > 0 ? (laneTops[lane] ?? 0) + laneHeights[lane] / 2 + 4 : (laneTops[lane] ?? 0) - 2}
        >
          {say(`timeline.lane${lane}`)}
        </text>
      ))}
      {callouts.map(({ event, place: { left, row, lines } }) => (
        <text key={`${event.kind} ${event.connection}`} className={event.kind === 'cut' ? 'callout is-cut' : 'callout'}>
          {lines.map((line, index) => (
            <tspan
              key={line}
              x={left}
              y={(rowTops[row] ?? 0) + 11 + index * LINE_PIXELS}
              className={index === 0 ? 'first' : ''}
            >
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </g>
  );
}
