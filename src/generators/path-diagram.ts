import type { PathHop } from '../engine/path.ts';
import type { HopLimit } from '../schema/assessment.ts';
import type { Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { type FlowEdge, type FlowNode, printFlowchart } from './print/flowchart.ts';

const ROOM = 'path-diagram';

/** What a limit is, and what it is to become. */
function limitLines({ say }: GeneratorInput, hop: PathHop, row: HopLimit): string[] {
  const { setting } = hop.limits[row.limit] ?? {};
  const data = { todaySeconds: row.today, ...(row.proposed !== null && { proposedSeconds: row.proposed }) };
  const outcome = row.verdict === 'cannot' && row.proposed !== null ? 'cannotEvenRaised' : row.verdict;
  return [
    say(`${ROOM}.${row.kind}`),
    ...(setting === undefined ? [] : [setting]),
    say(`${ROOM}.${outcome}`, data),
    ...(row.bottleneck ? [say(`${ROOM}.bottleneck`)] : []),
  ];
}

function hopNode(input: GeneratorInput, hop: PathHop, index: number): FlowNode {
  const rows = input.verdict.hops.filter((row) => row.hop === hop.id);
  const settings = input.verdict.actions.filter(({ kind, data }) => kind === 'setting' && data['hop'] === hop.id);
  const isEnd = hop.component === 'browser' || hop.component === 'service';
  return {
    id: `h${index}`,
    frame: rows.some(({ bottleneck }) => bottleneck) ? 'hexagon' : isEnd ? 'round' : 'box',
    lines: [
      input.names.hop(hop.id),
      ...rows.flatMap((row) => limitLines(input, hop, row)),
      ...settings.map(({ id }) => input.say(`${ROOM}.${id}`)),
    ],
  };
}

/** The path hop by hop with its limits; what does not cross the platform goes round it. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input) {
    const { path, protocol, names, say } = input;
    const startsInside = path.hops[0]?.component !== 'browser';
    const nodes: FlowNode[] = [
      ...(startsInside ? [{ id: 'c0', frame: 'round' as const, lines: [say(`${ROOM}.client`)] }] : []),
      ...path.hops.map((hop, index) => hopNode(input, hop, index)),
    ];
    const edges: FlowEdge[] = nodes.slice(1).map(({ id }, index) => ({ from: nodes[index]?.id ?? id, to: id }));
    const first = edges[0];
    if (first) {
      const words = protocol.crossesPlatform ? names.protocol(protocol.id) : say(`${ROOM}.ordinary`);
      edges[0] = { ...first, lines: [words] };
    }
    if (!protocol.crossesPlatform) {
      const from = nodes[0]?.id ?? 'h0';
      nodes.push({ id: 'o0', frame: 'double', lines: [names.protocol(protocol.id), say(`${ROOM}.outside`)] });
      edges.push({ from, to: 'o0', dotted: true });
    }
    const title = say(`${ROOM}.title`, { path: names.path });
    return [
      {
        name: 'path.mmd',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'mermaid',
        text: printFlowchart(header(input, ROOM, []), { direction: 'LR', title, nodes, edges }),
      },
    ];
  },
} satisfies Generator;
