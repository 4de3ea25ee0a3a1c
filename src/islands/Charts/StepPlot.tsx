import { useId } from 'react';
import { formatNumber } from '../../i18n/format.ts';
import type { Locale } from '../../schema/texts.ts';
import { textWidth } from './labels.ts';
import { countTicks, linearScale } from './scale.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { useWidth } from './useWidth.ts';

const FONT_PIXELS = 12;
const TOP_PIXELS = 30;
const PLOT_PIXELS = 190;
const AXIS_PIXELS = 44;

/** A series of steps: each value holds from its time until the next one. */
export type Series = {
  readonly name: string;
  readonly className: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
};
/** A value to compare with, drawn across the plot. */
type Level = { readonly name: string; readonly className: string; readonly value: number };

type Props = {
  /** What the picture tells, for those who do not see it. */
  label: string;
  xName: string;
  yName: string;
  series: readonly Series[];
  levels: readonly Level[];
  /** Highest value with a place of its own; what is higher leaves the plot at its top and is labelled there. */
  most: number;
  /** Where the plot ends; where the series end, if left out. */
  until?: number;
  locale: Locale;
};

/** Steps over time with levels to compare them with. */
export function StepPlot({ label, xName, yName, series, levels, most, until, locale }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const clip = `${useId().replaceAll(':', '-')}clip`;
  const ticks = countTicks(most, 4);
  const top = ticks.at(-1) ?? 1;
  const left = Math.ceil(Math.max(...ticks.map((tick) => textWidth(formatNumber(tick, locale), FONT_PIXELS)))) + 10;
  const last = until ?? Math.max(1, ...series.flatMap(({ points }) => points.map(({ at }) => at)));
  const peaks = series.flatMap(({ points, className }) => {
    const highest = points.reduce((one, other) => (other.value > one.value ? other : one), { at: 0, value: 0 });
    return highest.value > top ? [{ ...highest, className }] : [];
  });
  const x = linearScale([0, last], [left, width - 9]);
  const y = linearScale([0, top], [TOP_PIXELS + PLOT_PIXELS, TOP_PIXELS]);
  const bottom = TOP_PIXELS + PLOT_PIXELS;
  const steps = ({ points }: Series) =>
    points
      .map(
        ({ at, value }, index) =>
          `${index === 0 ? 'M' : 'H'}${x(at).toFixed(1)}${index === 0 ? ' ' : 'V'}${y(value).toFixed(1)}`,
      )
      .join('');
  return (
    <div ref={box} className="plot">
      <svg viewBox={`0 0 ${width} ${bottom + AXIS_PIXELS}`} role="img" aria-label={label}>
        <defs>
          <clipPath id={clip}>
            <rect x={left} y={TOP_PIXELS - 6} width={Math.max(0, width - left - 9)} height={PLOT_PIXELS + 6} />
          </clipPath>
        </defs>
        <text className="axis-name" x="0" y="12">
          {yName}
        </text>
        <g className="axis">
          {ticks.map((tick) => (
            <g key={tick}>
              <path className="grid" d={`M${left} ${y(tick)}H${width - 9}`} />
              <text x={left - 6} y={y(tick) + 4} textAnchor="end">
                {formatNumber(tick, locale)}
              </text>
            </g>
          ))}
        </g>
        <g clipPath={`url(#${clip})`}>
          {series.map((each) => (
            <path key={each.name} className={`steps ${each.className}`} d={steps(each)} />
          ))}
        </g>
        {levels.map(({ name, className, value }) => (
          <g key={name} className={`level ${className}`}>
            <path d={`M${left} ${y(value)}H${width - 9}`} />
            <text x={width - 9} y={y(value) - 5} textAnchor="end">
              {name}
            </text>
          </g>
        ))}
        {peaks.map(({ at, value, className }) => (
          <text key={className} className="peak" x={x(at) + 8} y={TOP_PIXELS - 4}>
            ▲ {formatNumber(value, locale)}
          </text>
        ))}
        <TimeAxis scale={x} y={bottom} locale={locale} />
        <text className="axis-name" x={width - 9} y={bottom + 38} textAnchor="end">
          {xName}
        </text>
      </svg>
    </div>
  );
}
