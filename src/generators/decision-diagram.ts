import { type CheckedNeeds, checkedNeeds, leadOf, type NeedState } from './decision/needs.ts';
import { excludedFor, possibleFor, tierReasons } from './decision/rivals.ts';
import type { Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { type FlowEdge, type FlowNode, type Frame, printFlowchart } from './print/flowchart.ts';
import { wrapText } from './print/text.ts';

const ROOM = 'decision-diagram';
/** More reasons than these make a picture nobody reads; the result page has them all. */
const MOST_RIVALS = 6;
const LABEL_WIDTH = 44;
/** A diamond is as high as it is wide. */
const QUESTION_WIDTH = 28;

const wrap = (...texts: string[]): string[] => texts.flatMap((text) => wrapText(text, LABEL_WIDTH));
const isHolding = (state: NeedState): boolean => state === 'yes' || state === 'careful';

function drawNeeds({ names, say }: GeneratorInput, { ids, state }: CheckedNeeds): string[] {
  const texts = ids.map((id) => names.finding(id, 'needed', {}));
  return state === 'no'
    ? [say(`${ROOM}.noneOf`), ...texts.flatMap((text) => wrap(`- ${text}`))]
    : texts.flatMap((text) => wrapText(text, QUESTION_WIDTH));
}

function drawResult({ verdict, protocol, names, say }: GeneratorInput): string[] {
  const { tier } = verdict.recommendation;
  return [
    names.protocol(protocol.id),
    tier === null ? say(`${ROOM}.noTier`) : say(`${ROOM}.tier`, { tier: String(tier) }),
  ];
}

/** The situations in the order they were checked, what could not be taken and why, and what is recommended. */
function draw(input: GeneratorInput): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const { say } = input;
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const add = (frame: Frame, lines: string[]): string => {
    const id = `n${nodes.length}`;
    nodes.push({ id, frame, lines });
    return id;
  };
  const lead = leadOf(input);
  let rivals = 0;
  let from = add('round', wrap(say(`${ROOM}.start`)));
  let answer: string[] = [];
  for (const group of checkedNeeds(input)) {
    const node = add(group.state === 'no' ? 'box' : 'question', drawNeeds(input, group));
    edges.push({ from, to: node, lines: answer });
    from = node;
    answer = [say(`${ROOM}.${group.state}`)];
    const [need] = group.ids;
    if (need === undefined || !isHolding(group.state)) continue;
    for (const { name, reason } of excludedFor(input, need).slice(0, MOST_RIVALS - rivals)) {
      edges.push({
        from: node,
        to: add('hexagon', [name, ...wrap(reason)]),
        lines: [say(`${ROOM}.cannot`)],
        dotted: true,
      });
      rivals += 1;
    }
    if (need !== lead) answer = [say(`${ROOM}.noneCan`)];
  }
  const result = add('round', drawResult(input));
  edges.push({ from, to: result, lines: answer });
  const others = lead === undefined ? [] : possibleFor(input, lead);
  if (others.length > 0) edges.push({ from, to: add('box', others), lines: [say(`${ROOM}.lower`)], dotted: true });
  const reasons = tierReasons(input);
  if (reasons.length > 0)
    edges.push({ from: result, to: add('box', wrap(...reasons)), lines: [say(`${ROOM}.because`)] });
  return { nodes, edges };
}

/** How the answers lead to the recommendation. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input) {
    const title = input.say(`${ROOM}.title`);
    return [
      {
        name: 'decision.mmd',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'mermaid',
        text: printFlowchart(header(input, ROOM, []), { direction: 'TD', title, ...draw(input) }),
      },
    ];
  },
} satisfies Generator;
