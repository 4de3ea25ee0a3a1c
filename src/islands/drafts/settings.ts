import { readItem, writeItem } from './storage.ts';

/** What a reader has chosen for good: all questions on one page, and no shortcuts of a single key. */
export type Setting = 'all-on-one-page' | 'no-single-keys';

/** For browsers that keep nothing: choices hold as long as the page. */
const held = new Map<Setting, boolean>();

/** Whether a reader has chosen this. */
export const isChosen = (setting: Setting): boolean => held.get(setting) ?? readItem(`streamfit.${setting}`) === 'yes';

/** Remembers a choice. */
export function choose(setting: Setting, isOn: boolean): void {
  held.set(setting, isOn);
  writeItem(`streamfit.${setting}`, isOn ? 'yes' : undefined);
}
