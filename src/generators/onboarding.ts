import {
  answersTable,
  diagrams,
  filesTable,
  limitsTable,
  opening,
  recommendationTable,
  serviceTable,
  subjects,
  todoList,
} from './documents/parts.ts';
import { chapter, siteWord } from './documents/words.ts';
import type { Generator } from './generator.ts';
import { heading, list, paragraph, plain, printMarkdown } from './print/markdown.ts';

const ROOM = 'onboarding';

/** The document a team attaches to its request: everything the platform asks for, complete without the site. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input, earlier) {
    const { say, service, verdict, protocol, texts } = input;
    const title = (key: string) => heading(2, say(`${ROOM}.${key}`));
    const because = texts.protocols.protocols[protocol.id]?.because ?? '';
    const open = verdict.openQuestions.map(({ question }) => [texts.questions[question]?.label ?? question]);
    return [
      {
        name: 'onboarding.md',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'markdown',
        text: printMarkdown([
          heading(1, [plain(say(`${ROOM}.title`, { name: service.name }))]),
          ...opening(input, ROOM),
          title('request'),
          serviceTable(input),
          recommendationTable(input),
          paragraph(say('documents.because', { because })),
          ...chapter(title('answers'), answersTable(input)),
          title('limits'),
          ...limitsTable(input),
          title('subjects'),
          ...subjects(input),
          title('team'),
          todoList(input, 'team'),
          title('platform'),
          todoList(input, 'platform'),
          ...chapter(
            title('open'),
            open.length > 0 ? [list(open)] : [paragraph(siteWord(input, 'result.nothingOpen'))],
          ),
          ...chapter(title('files'), filesTable(input, earlier)),
          ...chapter(title('diagrams'), diagrams(input, earlier)),
        ]),
      },
    ];
  },
} satisfies Generator;
