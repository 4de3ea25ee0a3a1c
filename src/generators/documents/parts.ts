import type { Finding, GeneratedFile } from '../../schema/assessment.ts';
import { dimensions } from '../../schema/tiers.ts';
import type { GeneratorInput } from '../generator.ts';
import { unjudged } from '../header.ts';
import {
  code,
  fence,
  heading,
  type Inline,
  link,
  list,
  type MarkdownNode,
  paragraph,
  plain,
  table,
} from '../print/markdown.ts';
import { withoutHeader } from '../print/mermaid.ts';
import { limitCell, siteWord, sourceCell, tierName } from './words.ts';

/** What the document is, what it was made from, and the way back to the questionnaire. */
export function opening(input: GeneratorInput, room: string): MarkdownNode[] {
  const { say, verdict, names } = input;
  const source = say('header.source', { profile: verdict.profile, path: names.path, version: verdict.rules });
  return [paragraph(say(`${room}.purpose`)), paragraph([plain(`${source} `), link(input.link, input.link)])];
}

/** The names of the service, as a table of two columns. */
export function serviceTable({ say, service, names }: GeneratorInput): MarkdownNode {
  const rows: [string, Inline][] = [
    ['team', [plain(service.team || '–')]],
    ['name', [code(service.name)]],
    ['namespace', [code(service.namespace)]],
    ['address', [code(`https://${service.host}${service.path}`)]],
    ['port', [code(String(service.port))]],
    ['path', names.path],
  ];
  return table(
    [say('documents.item'), say('documents.value')],
    rows.map(([key, value]) => [say(`documents.${key}`), value]),
  );
}

/** The recommendation in one table. */
export function recommendationTable(input: GeneratorInput): MarkdownNode {
  const { say, verdict, names, companions } = input;
  const { protocol, tier, confidence, recycleSeconds, heartbeatSeconds } = verdict.recommendation;
  const rows: [string, string][] = [
    ['protocol', names.protocol(protocol ?? '')],
    ...(companions.length > 0
      ? [
          ['companions', companions.map(({ id }) => names.protocol(id)).join(siteWord(input, 'assess.separator'))] as [
            string,
            string,
          ],
        ]
      : []),
    ['tier', tierName(input, tier)],
    ['confidence', siteWord(input, `result.${confidence.level}`)],
    ...(recycleSeconds === null ? [] : [['recycle', names.duration(recycleSeconds)] as [string, string]]),
    ...(heartbeatSeconds === null ? [] : [['heartbeat', names.duration(heartbeatSeconds)] as [string, string]]),
  ];
  return table(
    [say('documents.item'), say('documents.value')],
    rows.map(([key, value]) => [say(`documents.${key}`), value]),
  );
}

/** Every answer that was given, "not sure" included, and which of them nobody has confirmed yet. */
export function answersTable(input: GeneratorInput): MarkdownNode[] {
  const { file, assumed, texts, names, say } = input;
  const isAssumed = (id: string) => assumed.some((each) => each === id);
  const rows = Object.entries(file.answers).flatMap(([id, given]) => {
    if (given === undefined) return [];
    const answer = names.answer(id, given);
    return [[texts.questions[id]?.label ?? id, isAssumed(id) ? say('documents.assumedAnswer', { answer }) : answer]];
  });
  if (rows.length === 0) return [];
  const shorts = assumed.map((id) => texts.questions[id]?.short ?? id).join(siteWord(input, 'assess.separator'));
  return [
    ...(assumed.length > 0 ? [paragraph(say('documents.assumed', { count: assumed.length, names: shorts }))] : []),
    table([say('documents.question'), say('documents.answer')], rows),
  ];
}

/** Every limit the connection meets: what it is, what it must be, and where that was read. */
export function limitsTable(input: GeneratorInput): MarkdownNode[] {
  const { verdict, names, say } = input;
  const [notJudged] = unjudged(input);
  if (verdict.hops.length === 0) return [paragraph(notJudged ?? siteWord(input, 'result.noLimits'))];
  const amount = (key: string, value: number | null) => (value === null ? '–' : names.amount(key, value));
  const head = ['hop', 'limit', 'kind', 'today', 'needed', 'proposed', 'outcome', 'source'];
  const rows = verdict.hops.map((row): Inline[] => [
    row.bottleneck ? say('documents.bottleneck', { hop: row.hop }) : names.hop(row.hop),
    limitCell(input, row),
    siteWord(input, `kind.${row.kind}`),
    amount(row.limit, row.today),
    amount(row.limit, row.needed),
    row.proposed === null ? siteWord(input, 'result.noValue') : amount(row.limit, row.proposed),
    siteWord(input, `verdict.${row.verdict}`),
    sourceCell(row.source),
  ]);
  return [
    table(
      head.map((key) => say(`documents.${key}`)),
      rows,
    ),
  ];
}

/** What was found; where an answer is missing, what it was to find out. */
export function findingText({ names, say }: GeneratorInput, finding: Finding): string {
  const { title = '', what = '' } = names.findingWords(finding);
  return finding.code === 'unanswered' ? say('documents.unanswered', { title, what }) : what;
}

/** A finding as an item of a list: what, why, and what to do. */
export function findingItem(input: GeneratorInput, finding: Finding): string {
  const { why, do: todo } = input.names.findingWords(finding);
  // Chinese sets no space between sentences.
  const gap = input.locale === 'zh-cn' ? '' : ' ';
  return [findingText(input, finding), why, todo].filter(Boolean).join(gap);
}

/** The five subjects with the tier of each and the findings that set it. */
export function subjects(input: GeneratorInput): MarkdownNode[] {
  if (!input.protocol.crossesPlatform) return [paragraph(input.say('documents.noTier'))];
  return dimensions.flatMap((id) => {
    const { tier, findings } = input.verdict.dimensions[id];
    const title = input.say('documents.subject', {
      subject: siteWord(input, `subject.${id}`),
      tier: tierName(input, tier),
    });
    return [
      heading(3, title),
      findings.length > 0
        ? list(findings.map((finding) => [findingItem(input, finding)]))
        : paragraph(siteWord(input, 'result.nothingToCheck')),
    ];
  });
}

/** What one side has to do, in order. */
export function todoList(input: GeneratorInput, owner: 'team' | 'platform'): MarkdownNode {
  const actions = input.verdict.actions.filter((action) => action.owner === owner);
  if (actions.length === 0) return paragraph(siteWord(input, 'result.nothingToDo'));
  return list(
    actions.map((action) => {
      const { title, detail } = input.names.action(action);
      return detail === undefined ? [title] : [title, detail];
    }),
    true,
  );
}

/** The files that go with the advice, and where each belongs. */
export function filesTable({ say }: GeneratorInput, files: readonly GeneratedFile[]): MarkdownNode[] {
  if (files.length === 0) return [];
  const head = ['file', 'purpose', 'place'].map((key) => say(`documents.${key}`));
  return [
    table(
      head,
      files.map(({ name, purpose, place }) => [[code(name)], say(purpose), say(place)]),
    ),
  ];
}

/** Every diagram with its source, which Git hosts and editors draw. */
export function diagrams({ say }: GeneratorInput, files: readonly GeneratedFile[]): MarkdownNode[] {
  return files
    .filter(({ language }) => language === 'mermaid')
    .flatMap(({ kind, text }) => [heading(3, say(`${kind}.label`)), fence('mermaid', withoutHeader(text))]);
}
