import type { CSSProperties } from 'react';
import { formatDuration, formatNumber } from '../../../i18n/format.ts';
import type { ReconnectLoad } from '../../../schema/capacity.ts';
import { type Series, StepPlot } from '../../Charts/StepPlot.tsx';
import { useResultWords } from '../words.ts';
import { Formulas } from './Formulas.tsx';

/** The rates in numbers: in normal running, planned, and after something cut many at once. */
function Rates({ reconnects }: { reconnects: ReconnectLoad }) {
  const { say, locale } = useResultWords();
  const number = (value: number) => formatNumber(value, locale);
  const { normalPerSecond, plannedPerSecond, windowSeconds, herds } = reconnects;
  return (
    <>
      <dl className="figures rates">
        <div>
          <dt>{say('capacity.normalPerSecond')}</dt>
          <dd>{normalPerSecond === null ? say('result.notKnown') : number(normalPerSecond)}</dd>
        </div>
        <div>
          <dt>{say('capacity.plannedPerSecond')}</dt>
          <dd>{number(plannedPerSecond)}</dd>
        </div>
        <div>
          <dt>{say('capacity.windowSeconds')}</dt>
          <dd>{formatDuration(windowSeconds, locale)}</dd>
        </div>
      </dl>
      {normalPerSecond === null && <p>{say('capacity.notRecycled')}</p>}
      <table className="herd-table" style={{ '--columns': 3 } as CSSProperties}>
        <thead>
          <tr>
            {(['cause', 'cutStreams', 'atOnce', 'spread'] as const).map((id) => (
              <th key={id} scope="col">
                {say(`capacity.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {herds.map(({ cause, streams, perSecondAtOnce, perSecondSpread }) => (
            <tr key={cause}>
              <th scope="row">{say(`capacity.${cause}`)}</th>
              <td className="figure">{number(streams)}</td>
              <td className={perSecondAtOnce > plannedPerSecond ? 'figure is-over' : 'figure'}>
                {number(perSecondAtOnce)}
              </td>
              <td className={perSecondSpread > plannedPerSecond ? 'figure is-over' : 'figure'}>
                {number(perSecondSpread)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">{say('capacity.atOnceMeans')}</p>
    </>
  );
}

/** The first return is drawn by itself, this many windows long, where it would be too narrow to see among the waves. */
const START_WINDOWS = 3;
const MOST_SHARE = 0.1;

/** Reconnects over time after all streams were cut at once, spread by the clients and not. */
function Waves({ reconnects }: { reconnects: ReconnectLoad }) {
  const { say, locale } = useResultWords();
  const { series, plannedPerSecond, normalPerSecond, jitterRatio, periodSeconds, windowSeconds } = reconnects;
  const steps = (read: (point: (typeof series)[number]) => number) =>
    series.map((point) => ({ at: point.afterSeconds, value: read(point) }));
  const spread: Series = {
    name: say('capacity.spread'),
    className: 'spread',
    points: steps(({ perSecondSpread }) => perSecondSpread),
  };
  const atOnce: Series = {
    name: say('capacity.atOnce'),
    className: 'at-once',
    points: steps(({ perSecondAtOnce }) => perSecondAtOnce),
  };
  // All at once is one peak of a second; what comes after it decides the height.
  const later = atOnce.points.filter(({ at }) => at >= 1).map(({ value }) => value);
  const most = Math.max(plannedPerSecond, ...later, ...spread.points.map(({ value }) => value)) * 1.15;
  const levels = [
    {
      name: `${say('capacity.plannedPerSecond')}: ${formatNumber(plannedPerSecond, locale)}`,
      className: 'planned',
      value: plannedPerSecond,
    },
    ...(normalPerSecond === null
      ? []
      : [
          {
            name: `${say('capacity.plotNormal')}: ${formatNumber(normalPerSecond, locale)}`,
            className: 'normal',
            value: normalPerSecond,
          },
        ]),
  ];
  const last = series.at(-1)?.afterSeconds ?? 0;
  const start =
    windowSeconds * START_WINDOWS < last * MOST_SHARE ? Math.max(20, windowSeconds * START_WINDOWS) : undefined;
  const label = `${say('capacity.plot')}. ${levels.map(({ name }) => name).join('. ')}`;
  const plot = {
    xName: say('capacity.plotTime'),
    yName: say('capacity.plotRate'),
    series: [atOnce, spread],
    levels,
    most,
    locale,
  };
  return (
    <figure className="waves">
      <figcaption>
        <h4>{say('capacity.plot')}</h4>
        <p className="plot-legend small">
          {[spread, atOnce].map(({ name, className }) => (
            <span key={className}>
              <svg width="28" height="12" aria-hidden="true">
                <path className={`steps ${className}`} d="M1 10H10V3H19V8H27" />
              </svg>
              {name}
            </span>
          ))}
        </p>
      </figcaption>
      <div className={start === undefined ? '' : 'plot-pair'}>
        {start !== undefined && <StepPlot {...plot} until={start} label={label} />}
        <StepPlot {...plot} label={start === undefined ? label : say('capacity.plot')} />
      </div>
      {periodSeconds !== null && (
        <p className="small soft">{say('capacity.plotExpected', { jitterPercent: Math.round(jitterRatio * 100) })}</p>
      )}
    </figure>
  );
}

/** How often streams come back, in normal running and after something cut many at once. */
export function Reconnects({ reconnects }: { reconnects: ReconnectLoad }) {
  const { say } = useResultWords();
  return (
    <div className="reconnects stack">
      <h3>{say('capacity.reconnects')}</h3>
      <Rates reconnects={reconnects} />
      <Waves reconnects={reconnects} />
      <details className="diagram-text">
        <summary>{say('capacity.formulas')}</summary>
        <Formulas formulas={reconnects.formulas} />
      </details>
    </div>
  );
}
