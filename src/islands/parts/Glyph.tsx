/** Small signs that tell verdicts apart without colour. */
const shapes = {
  holds: 'M3 8.500l3.200 3.200L13 4.700',
  raise: 'M8 13V3.500M3.800 7.500 8 3.300l4.200 4.200',
  cannot: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M5.500 6a2.500 2.500 0 1 1 3.700 2.200C8.300 8.700 8 9.200 8 10M8 12.600v.300',
  note: 'M3 8h10',
  best: 'M8 2.500l1.700 3.600 3.900.500-2.900 2.700.800 3.900L8 11.300l-3.500 1.900.800-3.900L2.400 6.600l3.900-.500z',
} as const;
export type GlyphName = keyof typeof shapes;

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}

/** A verdict in a word and a sign. */
export function Verdict({ name, children }: { name: GlyphName; children: string }) {
  return (
    <span className={`verdict ${name}`}>
      <Glyph name={name} />
      {children}
    </span>
  );
}
