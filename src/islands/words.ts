import { fillPhrase, type Names } from '../i18n/phrase.ts';
import type { FindingData } from '../schema/assessment.ts';
import type { Locale, Texts } from '../schema/texts.ts';

/** A text of `interface.yaml` by `room.key`, with its placeholders filled; throws on a key that does not exist. */
export type SayInterface = (key: string, data?: FindingData) => string;

/** The interface's words of one language, from all rooms or those a page was given. */
export function sayInterface(rooms: Texts['interface'], names: Names, locale: Locale): SayInterface {
  return (key, data = {}) => {
    const [room = '', name = ''] = key.split('.');
    const text = rooms[room]?.[name];
    if (text === undefined) throw new Error(`interface.yaml (${locale}): no text for ${key}`);
    return fillPhrase(text, data, names, locale);
  };
}
