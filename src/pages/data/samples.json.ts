import { samples } from '../../content.ts';

/** The sample programs, for the files of the result page. */
export const GET = () => Response.json(samples);
