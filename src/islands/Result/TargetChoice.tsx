import { type Target, type TargetKey, targets } from '../../schema/target.ts';
import type { SayInterface } from '../words.ts';
import { useResultWords } from './words.ts';

/** A choice in words; a version stands for itself. */
export const targetName = (id: TargetKey, value: string, say: SayInterface): string =>
  /^\d/.test(value) ? value : say(`target.${id}-${value}`);

type Props = { id: TargetKey; target: Target; choose: (id: TargetKey, value: string) => void };

/** What files are written for, where the path leaves a choice; the files follow at once. */
export function TargetChoice({ id, target, choose }: Props) {
  const { say } = useResultWords();
  return (
    <label className="target-choice">
      <span>{say(`target.${id}`)}</span>
      <select value={target[id]} onChange={({ currentTarget }) => choose(id, currentTarget.value)}>
        {targets[id].map((value) => (
          <option key={value} value={value}>
            {targetName(id, value, say)}
          </option>
        ))}
      </select>
    </label>
  );
}
