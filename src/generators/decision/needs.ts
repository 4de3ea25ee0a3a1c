import { type NeedId, needIds } from '../../schema/protocol.ts';
import type { GeneratorInput } from '../generator.ts';

/** Whether a situation holds: as the answers say, as the careful reading of a missing one, or not known. */
export type NeedState = 'yes' | 'careful' | 'open' | 'no';
/** Situations asked after together; several only where none of them holds. */
export type CheckedNeeds = { readonly ids: readonly NeedId[]; readonly state: NeedState };

function stateOf({ verdict }: GeneratorInput, id: NeedId): NeedState {
  const finding = verdict.needs.find(({ rule }) => rule === id);
  if (!finding) return 'no';
  if (finding.outcome !== 'pass') return 'open';
  return finding.missing.length > 0 ? 'careful' : 'yes';
}

/** The situation that decided, if one did. */
export function leadOf({ verdict, protocol }: GeneratorInput): NeedId | undefined {
  return verdict.candidates.find((candidate) => candidate.protocol === protocol.id)?.need;
}

/** The situations in the order they were checked, down to the one that decided; those that do not hold in one piece. */
export function checkedNeeds(input: GeneratorInput): CheckedNeeds[] {
  const lead = leadOf(input);
  const reached = lead === undefined ? needIds : needIds.slice(0, needIds.indexOf(lead) + 1);
  const groups: { ids: NeedId[]; state: NeedState }[] = [];
  for (const id of reached) {
    const state = stateOf(input, id);
    const last = groups.at(-1);
    if (state === 'no' && last?.state === 'no') last.ids.push(id);
    else groups.push({ ids: [id], state });
  }
  return groups;
}
