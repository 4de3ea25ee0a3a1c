import type { Samples } from '../../src/generators/generator.ts';
import { filesIn, readText } from './facts.ts';

/** The sample programs as the command line reads them. */
export const samples: Samples = Object.fromEntries(
  filesIn('content/samples', '').flatMap((path) =>
    /\.\w+$/.test(path) ? [[path, readText(`content/samples/${path}`)]] : [],
  ),
);
