import { escapeLabel, nodeId, printDiagram, toLabel } from './mermaid.ts';

export type Step =
  | {
      readonly kind: 'message';
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly isReply: boolean;
    }
  | { readonly kind: 'note'; readonly over: readonly string[]; readonly lines: readonly string[] }
  | { readonly kind: 'loop'; readonly text: string; readonly steps: readonly Step[] };

export type Participant = { readonly id: string; readonly name: string };
export type Sequence = {
  readonly title: string;
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
};

/** Something sent, with a solid line. */
export const send = (from: string, to: string, text: string): Step => ({
  kind: 'message',
  from,
  to,
  text,
  isReply: false,
});
/** Something sent back, with a dashed line. */
export const reply = (from: string, to: string, text: string): Step => ({
  kind: 'message',
  from,
  to,
  text,
  isReply: true,
});
export const note = (over: readonly string[], ...lines: string[]): Step => ({ kind: 'note', over, lines });
export const loop = (text: string, ...steps: Step[]): Step => ({ kind: 'loop', text, steps });

function printStep(step: Step): string[] {
  if (step.kind === 'note') return [`Note over ${step.over.map(nodeId).join(',')}: ${toLabel(step.lines)}`];
  if (step.kind === 'message')
    return [`${nodeId(step.from)}${step.isReply ? '-->>' : '->>'}${nodeId(step.to)}: ${escapeLabel(step.text)}`];
  return [`loop ${escapeLabel(step.text)}`, ...step.steps.flatMap(printStep).map((line) => `    ${line}`), 'end'];
}

/** A sequence diagram as Mermaid text. */
export function printSequence(header: readonly string[], { title, participants, steps }: Sequence): string {
  return printDiagram(header, 'sequenceDiagram', title, [
    ...participants.map(({ id, name }) => `participant ${nodeId(id)} as ${escapeLabel(name)}`),
    ...steps.flatMap(printStep),
  ]);
}
