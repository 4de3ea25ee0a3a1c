import { nodeId, printDiagram, toLabel } from './mermaid.ts';

/** round: where it begins and ends. question: a choice. hexagon: a warning. double: outside the platform. */
const frames = {
  box: ['[', ']'],
  round: ['([', '])'],
  question: ['{', '}'],
  hexagon: ['{{', '}}'],
  double: ['[[', ']]'],
} as const;
export type Frame = keyof typeof frames;

export type FlowNode = { readonly id: string; readonly frame: Frame; readonly lines: readonly string[] };
export type FlowEdge = {
  readonly from: string;
  readonly to: string;
  readonly lines?: readonly string[];
  readonly dotted?: boolean;
};
export type Flowchart = {
  readonly direction: 'LR' | 'TD';
  readonly title: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
};

function printNode({ id, frame, lines }: FlowNode): string {
  const [open, close] = frames[frame];
  return `${nodeId(id)}${open}"${toLabel(lines)}"${close}`;
}

function printEdge({ from, to, lines = [], dotted }: FlowEdge): string {
  const label = lines.length > 0 ? `|"${toLabel(lines)}"|` : '';
  return `${nodeId(from)} ${dotted ? '-.->' : '-->'}${label} ${nodeId(to)}`;
}

/** Mermaid breaks lines at 200 pixels; ours are broken at about twice that, and would be broken again. */
const SETTINGS = '%%{init: {"flowchart": {"wrappingWidth": 420}}}%%';

/** A flowchart as Mermaid text. */
export function printFlowchart(header: readonly string[], { direction, title, nodes, edges }: Flowchart): string {
  const kind = `${SETTINGS}\nflowchart ${direction}`;
  return printDiagram(header, kind, title, [...nodes.map(printNode), ...edges.map(printEdge)]);
}
