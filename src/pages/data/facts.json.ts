import { facts } from '../../content.ts';

/** What the engine decides with, for the pages that run it. */
export const GET = () => Response.json(facts);
