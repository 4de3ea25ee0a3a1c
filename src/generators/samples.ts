import type { Generator, GeneratorInput } from './generator.ts';
import { header } from './header.ts';
import { type CommentWords, chooseVariant, printProgram, setComments, setConstants } from './print/program.ts';
import { constantsOf } from './samples/constants.ts';
import { programsFor } from './samples/sets.ts';

/** Words for the comments of a set: its own room first, then the room all sets share. */
function commentWords({ say, texts }: GeneratorInput, set: string): CommentWords {
  const room = `samples-${set}`;
  return (key) => say(`${texts.files[room]?.[key] === undefined ? 'samples' : room}.${key}`);
}

/** What a program is for and where it goes, as a room of words: one of its set, where libraries differ, or the shared one. */
function roomOf({ texts }: GeneratorInput, set: string, kind: string): string {
  const own = `samples-${set}-${kind}`;
  return texts.files[own] === undefined ? `samples-${kind}` : own;
}

/** Client and server programs for the recommended protocol, in the languages teams use. */
export default {
  id: 'samples',
  whyNot(input) {
    const programs = programsFor(input);
    return 'why' in programs ? programs.why : null;
  },
  generate(input) {
    const programs = programsFor(input);
    if ('why' in programs) return [];
    const constants = constantsOf(input);
    return programs.map(({ set, file, kind, language, text, variant, assumes }) => {
      const room = roomOf(input, set, kind);
      const words = commentWords(input, set);
      const program = setConstants(chooseVariant(text, variant), language, constants);
      return {
        name: `samples/${file}`,
        purpose: `${room}.purpose`,
        place: `${room}.place`,
        language,
        text: printProgram(header(input, room, assumes.map(words)), setComments(program, words), language),
      };
    });
  },
} satisfies Generator;
