import type { AnswerFile } from '../schema/answers.ts';
import type { LinkFacts } from '../schema/facts.ts';
import { toFragment } from '../to-fragment.ts';

/** The answers as a fragment with `#`, and the place the reader is at. */
export function writeAddress(file: AnswerFile, facts: LinkFacts, at?: string): string {
  return `#${toFragment(file, facts)}${at ? `&at=${at}` : ''}`;
}
