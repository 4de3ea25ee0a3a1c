import type { Read } from '../answer-file.ts';
import { fromFragment } from '../permalink.ts';
import type { AnswerFile } from '../schema/answers.ts';
import type { LinkFacts } from '../schema/facts.ts';

export { writeAddress } from './write-address.ts';

/** What the address bar holds: the answers, and the step or section the reader is at. */
export type Address<At extends string> = {
  readonly isEmpty: boolean;
  readonly at: At | undefined;
  readonly read: Read<AnswerFile>;
};

/** Reads a fragment. `&at=…` is ours only when it names a known place; anything else is left to be refused. */
export function readAddress<At extends string>(hash: string, places: readonly At[], facts: LinkFacts): Address<At> {
  const text = hash.replace(/^#/, '');
  const last = /(?:^|&)at=([A-Za-z-]+)$/.exec(text);
  const at = places.find((place) => place === last?.[1]);
  const fragment = at && last ? text.slice(0, last.index) : text;
  return { isEmpty: fragment === '', at, read: fromFragment(fragment, facts) };
}
