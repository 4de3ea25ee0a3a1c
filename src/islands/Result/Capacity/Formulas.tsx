import type { CapacityFormula } from '../../../schema/capacity.ts';
import { Source } from '../Source.tsx';
import { useResultWords } from '../words.ts';

/** How figures were worked out: each formula with its numbers, and the records the numbers are from. */
export function Formulas({ formulas }: { formulas: readonly CapacityFormula[] }) {
  const { say, hop, limit, amount } = useResultWords();
  return (
    <ul className="formulas small">
      {formulas.map(({ id, values, result, sources }) => (
        <li key={id}>
          {say(`capacity.${id}`, { ...values, result })}
          {sources.length > 0 && (
            <ul className="plain soft">
              {sources.map((source) => (
                <li key={`${source.hop} ${source.key}`}>
                  {source.hop ? `${hop(source.hop)}, ` : ''}
                  {limit(source.key)} {amount(source.key, source.value)}{' '}
                  <Source source={source.source} checked={source.checked} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
