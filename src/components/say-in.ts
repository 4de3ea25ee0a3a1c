import { textsOf } from '../content.ts';
import { type SayInterface, sayInterface } from '../islands/words.ts';
import type { Locale } from '../schema/texts.ts';

/** The interface's words of one language, ready to be filled in. */
export function sayIn(locale: Locale): SayInterface {
  const { interface: rooms, questions, platform } = textsOf(locale);
  return sayInterface(rooms, { questions, hops: platform.hops }, locale);
}
