import { strToU8, zipSync } from 'fflate';
import type { GeneratedFile } from './schema/assessment.ts';

/** The earliest time a ZIP can hold, without a zone: the same bytes wherever and whenever they are made. */
const NO_TIME = '1980-01-01T00:00:00';

/** All files as one ZIP, in their order; the same files give the same bytes. */
export function bundle(files: readonly Pick<GeneratedFile, 'name' | 'text'>[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])), {
    mtime: NO_TIME,
    level: 9,
  });
}
