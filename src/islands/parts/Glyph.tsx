import { ArrowUp, Check, CircleQuestionMark, type IconNode, Minus, Star, X } from 'lucide';
import { Icon } from './Icon.tsx';

/** Small signs that tell verdicts apart without colour. */
const signs = {
  holds: Check,
  raise: ArrowUp,
  cannot: X,
  unknown: CircleQuestionMark,
  note: Minus,
  best: Star,
} as const satisfies { [name: string]: IconNode };
export type GlyphName = keyof typeof signs;

export function Glyph({ name }: { name: GlyphName }) {
  return <Icon of={signs[name]} className="icon glyph" />;
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
