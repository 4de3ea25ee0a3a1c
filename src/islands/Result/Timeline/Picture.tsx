import { type PointerEvent, useId, useMemo } from 'react';
import { Hatch } from '../../Charts/Hatch.tsx';
import { TimeAxis } from '../../Charts/TimeAxis.tsx';
import { useResultWords } from '../words.ts';
import { inSentences, summaryOf } from './event-words.ts';
import { type Frame, layoutPanel } from './layout.ts';
import { Panel } from './Panel.tsx';
import { isSame, type Pair } from './view.ts';

const AXIS_PIXELS = 34;

type Props = { pair: Pair; frame: Frame; at: number; goTo: (at: number) => void };

/** Today above the advice on one time scale. */
export function Picture({ pair, frame, at, goTo }: Props) {
  const words = useResultWords();
  const { say, locale } = words;
  const hatch = `${useId().replaceAll(':', '-')}hatch`;
  const same = isSame(pair);
  const { scale, span, width } = frame;
  const upper = useMemo(() => layoutPanel(pair.today, frame, words, !same), [pair, frame, words, same]);
  const lower = useMemo(() => layoutPanel(pair.proposed, frame, words, true), [pair, frame, words]);
  const axis = upper.height + 2;
  const height = same ? axis + AXIS_PIXELS - 8 : axis + AXIS_PIXELS + lower.height;
  const told = (setting: keyof Pair, name: string) => `${say(`timeline.${name}`)}: ${summaryOf(pair[setting], words)}`;
  const label = same
    ? told('today', 'same')
    : inSentences([told('today', 'today'), told('proposed', 'proposed')], locale);
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width: shown } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / shown) * width;
    const share = (x - scale.range[0]) / (scale.range[1] - scale.range[0]);
    goTo(span[0] + Math.max(0, Math.min(1, share)) * (span[1] - span[0]));
  };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} onPointerDown={follow}>
      <defs>
        <Hatch id={hatch} className="hatch" />
      </defs>
      <TimeAxis scale={scale} y={axis} locale={locale} grid={[axis - upper.top, same ? 0 : height - axis]} />
      {at >= span[0] && at <= span[1] && (
        <g className="cursor no-print" transform={`translate(${scale(at)} 0)`}>
          <path d={`M0 ${upper.top - 2}V${same ? axis : height}`} />
          <path className="handle" d={`M-6 ${axis - 7}H6L0 ${axis}Z`} />
        </g>
      )}
      <Panel
        title={same ? undefined : say('timeline.today')}
        timeline={pair.today}
        frame={frame}
        layout={upper}
        top={0}
        hatch={hatch}
      />
      {!same && (
        <Panel
          title={say('timeline.proposed')}
          timeline={pair.proposed}
          frame={frame}
          layout={lower}
          top={axis + AXIS_PIXELS}
          hatch={hatch}
        />
      )}
    </svg>
  );
}
