import type { TimelineEvent } from '../../../schema/timeline.ts';

/** Radius of a mark, and of one whose neighbours are close. */
const RADIUS = 8;
const SMALL = 0.7;

type EndProps = {
  event: TimelineEvent;
  x: number;
  y: number /** Whether other marks are close. */;
  isCrowded: boolean;
};

/** How a connection ended, by shape: a cross in an octagon for a cut, an arrow in a circle, or a square. */
export function EndMark({ event: { kind }, x, y, isCrowded }: EndProps) {
  const place = `translate(${x} ${y})${isCrowded ? ` scale(${SMALL})` : ''}`;
  if (kind === 'cut') {
    const [a, b] = [RADIUS, RADIUS * 0.41];
    return (
      <g className="mark-cut" transform={place}>
        <path d={`M${-b} ${-a}H${b}L${a} ${-b}V${b}L${b} ${a}H${-b}L${-a} ${b}V${-b}Z`} />
        <path className="sign" d="M-3.5-3.5l7 7M3.5-3.5l-7 7" />
      </g>
    );
  }
  if (kind === 'planned-recycle')
    return (
      <g className="mark-planned" transform={place}>
        <circle r={RADIUS} />
        <path className="sign" d="M3.5-2a4 4 0 1 0 .5 3M4-4.5v2.800h-2.800" />
      </g>
    );
  return (
    <g className="mark-end" transform={place}>
      <rect x="-6" y="-6" width="12" height="12" rx="1" />
    </g>
  );
}

const SIGNS: { readonly [kind: string]: string } = {
  // Sent again: a triangle; made up for: a diamond; lost: a cross.
  replayed: 'M0-5.5L5.5 4.5H-5.5Z',
  replaced: 'M0-6L6 0L0 6L-6 0Z',
  lost: 'M-4.5-4.5l9 9M4.5-4.5l-9 9',
};

/** What became of missed messages, by shape. */
export function MissedMark({ event: { kind }, x, y }: { event: TimelineEvent; x: number; y: number }) {
  return <path className={`mark-missed ${kind}`} d={SIGNS[kind] ?? ''} transform={`translate(${x} ${y})`} />;
}
