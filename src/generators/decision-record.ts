import type { Candidate, Finding } from '../schema/assessment.ts';
import type { NeedId } from '../schema/protocol.ts';
import { leadOf } from './decision/needs.ts';
import {
  answersTable,
  diagrams,
  findingItem,
  findingText,
  limitsTable,
  opening,
  recommendationTable,
} from './documents/parts.ts';
import { chapter, siteWord, tierName } from './documents/words.ts';
import type { Generator, GeneratorInput } from './generator.ts';
import {
  heading,
  type Inline,
  link,
  list,
  type MarkdownNode,
  paragraph,
  plain,
  printMarkdown,
  strong,
} from './print/markdown.ts';
import verifyScript from './verify-script.ts';

const ROOM = 'decision-record';

const isNotable = ({ outcome }: Finding): boolean =>
  outcome === 'blocker' || outcome === 'concern' || outcome === 'unknown';

/** The situation that holds whatever else does; it speaks for a protocol only where no other one decided. */
const LAST_RESORT: NeedId = 'typical-use';

/** What speaks for the choice: the situations that decided. */
function goodPoints(input: GeneratorInput): Inline[][] {
  const counts = (rule: string) => serves(input, rule) && (rule !== LAST_RESORT || leadOf(input) === rule);
  const holding = input.verdict.needs.filter(({ outcome, rule }) => outcome === 'pass' && counts(rule));
  const needs = holding.map((finding) => input.names.findingWords(finding).what ?? finding.rule);
  return needs.map((need) => [say(input, 'good', need)]);
}

/** Whether the recommended protocol serves a need. */
const serves = ({ protocol }: GeneratorInput, need: string): boolean => protocol.serves.some((id) => id === need);

/** What it costs: the conditions it was found with. */
function badPoints(input: GeneratorInput): Inline[][] {
  const [winner] = input.verdict.candidates;
  const found = (winner?.findings ?? []).filter(({ outcome, role }) => outcome === 'concern' && role !== 'preference');
  return found.map((finding) => [say(input, 'bad', findingItem(input, finding))]);
}

const say = (input: GeneratorInput, key: string, point: string): string => input.say(`${ROOM}.${key}`, { point });

/** One option in a line: its name, where it stands, and the worst that was found. */
function option(input: GeneratorInput, { protocol, status, tier, findings }: Candidate): Inline[] {
  const standing = siteWord(input, `status.${status}`);
  const words =
    tier === null || status === 'excluded'
      ? standing
      : input.say(`${ROOM}.standing`, { standing, tier: tierName(input, tier) });
  const line: Inline = [strong(input.names.protocol(protocol)), plain(` – ${words}`)];
  const worst = status === 'recommended' ? undefined : findings.find(isNotable);
  const reason = worst && findingText(input, worst);
  return reason ? [line, reason] : [line];
}

/** The pages and decisions the values were read in, each once. */
function sources({ verdict }: GeneratorInput): MarkdownNode[] {
  const read = new Map(verdict.hops.map(({ source, checked }) => [source, checked]));
  if (read.size === 0) return [];
  return [
    list(
      [...read].map(([source, checked]) => [
        [source.startsWith('https://') ? link(source, source) : plain(source), plain(` (${checked})`)],
      ]),
    ),
  ];
}

/** The decision in the short form of MADR: context, options, outcome, consequences, and how it is confirmed. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input, earlier) {
    const { verdict, names, protocol, service, texts, answers } = input;
    const title = (key: string) => heading(2, input.say(`${ROOM}.${key}`));
    const because = texts.protocols.protocols[protocol.id]?.because ?? '';
    const useCase = answers.useCase === undefined ? service.name : names.option('useCase', answers.useCase);
    const points = [...goodPoints(input), ...badPoints(input)];
    return [
      {
        name: 'decision-record.md',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'markdown',
        text: printMarkdown([
          heading(1, [
            plain(input.say(`${ROOM}.title`, { protocol: names.protocol(protocol.id), name: service.name })),
          ]),
          paragraph(input.say(`${ROOM}.status`)),
          ...opening(input, ROOM),
          title('context'),
          paragraph([plain(input.say(`${ROOM}.problem`, { name: service.name, useCase, path: names.path }))]),
          ...answersTable(input),
          title('options'),
          list(verdict.candidates.map((candidate) => option(input, candidate))),
          title('outcome'),
          paragraph(input.say(`${ROOM}.chosen`, { protocol: names.protocol(protocol.id), because })),
          recommendationTable(input),
          ...chapter(heading(3, input.say(`${ROOM}.consequences`)), points.length > 0 ? [list(points)] : []),
          heading(3, input.say(`${ROOM}.limits`)),
          ...limitsTable(input),
          heading(3, input.say(`${ROOM}.confirmation`)),
          paragraph(input.say(verifyScript.whyNot(input) ?? `${ROOM}.confirmed`)),
          ...chapter(title('diagrams'), diagrams(input, earlier)),
          ...chapter(title('sources'), sources(input)),
        ]),
      },
    ];
  },
} satisfies Generator;
