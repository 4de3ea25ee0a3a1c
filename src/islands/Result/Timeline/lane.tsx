import type { Timeline } from '../../../schema/timeline.ts';
import { textWidth } from '../../Charts/labels.ts';
import { FONT_PIXELS, type Frame } from './layout.ts';

/** What every row of the picture is drawn from: its place, and the pattern for areas. */
export type LaneProps = { timeline: Timeline; frame: Frame; y: number; height: number; hatch: string };
const PADDING_PIXELS = 4;

/** A span as the part of the picture it takes; undefined outside it. */
export function extent({ scale, span }: Frame, from: number, to: number): readonly [number, number] | undefined {
  if (to < span[0] || from > span[1]) return undefined;
  return [scale(Math.max(from, span[0])), scale(Math.min(to, span[1]))];
}

type Props = { texts: readonly string[]; from: number; to: number; y: number; name: string };

/** The first of some texts that fits into a stretch, in its middle. */
export function Inside({ texts, from, to, y, name }: Props) {
  const text = texts.find((each) => textWidth(each, FONT_PIXELS) + 2 * PADDING_PIXELS <= to - from);
  if (text === undefined) return null;
  return (
    <text className={name} x={(from + to) / 2} y={y + 4} textAnchor="middle">
      {text}
    </text>
  );
}
