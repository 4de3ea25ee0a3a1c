import { formatMoment } from '../../i18n/moment.ts';
import type { Locale } from '../../schema/texts.ts';
import { textWidth } from './labels.ts';
import { type Scale, timeTicks } from './scale.ts';

type Props = {
  scale: Scale;
  /** Where the line is. */
  y: number;
  locale: Locale;
  /** How far marks reach upwards and downwards as thin lines. */
  grid?: readonly [up: number, down: number];
};

const FONT_PIXELS = 12;
/** Room for the label of one mark. */
const LABEL_PIXELS = 84;

/** A time axis with marks at whole human units; labels stay within its ends. */
export function TimeAxis({ scale, y, locale, grid }: Props) {
  const [from, to] = scale.range;
  const ticks = timeTicks(scale.domain, Math.max(2, Math.floor((to - from) / LABEL_PIXELS)));
  return (
    <g className="axis">
      <path d={`M${from} ${y}H${to}`} />
      {ticks.map((time) => {
        const x = scale(time);
        const text = formatMoment(time, locale);
        const half = textWidth(text, FONT_PIXELS) / 2;
        const middle = Math.max(from - 9 + half, Math.min(x, to + 9 - half));
        return (
          <g key={time}>
            {grid && <path className="grid" d={`M${x} ${y - grid[0]}V${y + grid[1]}`} />}
            <path d={`M${x} ${y}v5`} />
            <text x={middle} y={y + 18} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
