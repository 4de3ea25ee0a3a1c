import type { IconNode } from 'lucide';
import { createElement } from 'react';

type Props = { of: IconNode; className?: string };

/** A drawing of the Lucide set, as tall as the text beside it and in its colour; a word always says the same. */
export function Icon({ of: node, className = 'icon' }: Props) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true">
      {node.map(([tag, attributes]) => createElement(tag, { ...attributes, key: JSON.stringify(attributes) }))}
    </svg>
  );
}
