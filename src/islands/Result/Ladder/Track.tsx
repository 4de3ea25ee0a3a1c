import type { LadderOrder, Rung } from '../../../engine/ladder.ts';
import { formatMoment } from '../../../i18n/moment.ts';
import { useResultWords } from '../words.ts';
import { boundOf, isAtFault, type LadderScale } from './view.ts';

const HEIGHT = 42;
const MIDDLE = HEIGHT / 2;

const Grid = ({ scale, height }: { scale: LadderScale; height: number }) =>
  scale.ticks.map((tick) => (
    <line
      key={tick}
      className="grid"
      x1={`${scale.tickPercent(tick)}%`}
      x2={`${scale.tickPercent(tick)}%`}
      y1="0"
      y2={height}
    />
  ));

/** The time scale, above the rungs of an order. */
export function LadderAxis({ scale }: { scale: LadderScale }) {
  const { locale } = useResultWords();
  return (
    <svg className="track-axis axis" width="100%" height="22" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={`${scale.tickPercent(tick)}%`} x2={`${scale.tickPercent(tick)}%`} y1="17" y2="22" />
          <text x={`${scale.tickPercent(tick)}%`} y="13" textAnchor="middle">
            {formatMoment(tick, locale)}
          </text>
        </g>
      ))}
    </svg>
  );
}

type MarkProps = { kind: 'today' | 'proposed'; isBroken: boolean; percent: number; isEndless: boolean };

/** A time: a ring for today, a filled diamond for the advice, a crossed octagon where it breaks the order. */
export function Mark({ kind, isBroken, percent, isEndless }: MarkProps) {
  return (
    <svg
      x={`${percent}%`}
      y={MIDDLE}
      aria-hidden="true"
      overflow="visible"
      className={`rung-mark ${kind}${isBroken ? ' is-broken' : ''}`}
    >
      {isBroken ? (
        <>
          <path d="M-3.3-8H3.3L8-3.3V3.3L3.3 8H-3.3L-8 3.3V-3.3Z" />
          <path className="sign" d="M-3.5-3.5l7 7M3.5-3.5l-7 7" />
        </>
      ) : kind === 'today' ? (
        <circle r="8" />
      ) : (
        <path d="M0-6.5L6.5 0L0 6.5L-6.5 0Z" />
      )}
      {isEndless && <path className="endless" d="M-20 0h10m-4-4l4 4-4 4" />}
    </svg>
  );
}

/** One rung: where it is today and where it is to be, against the time it has to keep clear of. */
export function Track({ rung, order, scale }: { rung: Rung; order: LadderOrder; scale: LadderScale }) {
  const { percentOf } = scale;
  const [today, proposed] = [percentOf(rung.today), percentOf(rung.proposed)];
  const bounds = (['today', 'proposed'] as const).map((setting) => ({
    setting,
    at: percentOf(boundOf(order, setting) ?? 'none'),
  }));
  const moves = today !== undefined && proposed !== undefined && today !== proposed;
  return (
    <svg className="track" width="100%" height={HEIGHT} aria-hidden="true">
      <Grid scale={scale} height={HEIGHT} />
      {bounds.map(({ setting, at }) =>
        at === undefined ? null : (
          <line key={setting} className={`bound ${setting}`} x1={`${at}%`} x2={`${at}%`} y1="0" y2={HEIGHT} />
        ),
      )}
      <line className="rail" x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      {moves && <line className="move" x1={`${today}%`} x2={`${proposed}%`} y1={MIDDLE} y2={MIDDLE} />}
      {today !== undefined && (
        <Mark
          kind="today"
          isBroken={isAtFault(rung, order, 'today')}
          percent={today}
          isEndless={rung.today === 'open-ended'}
        />
      )}
      {proposed !== undefined && (
        <Mark
          kind="proposed"
          isBroken={isAtFault(rung, order, 'proposed')}
          percent={proposed}
          isEndless={rung.proposed === 'open-ended' && today !== proposed}
        />
      )}
    </svg>
  );
}
