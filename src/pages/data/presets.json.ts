import { facts, scenarios } from '../../content.ts';
import { toFragment } from '../../permalink.ts';
import type { Presets } from '../../preset-link.ts';

/** Every preset as the fragment of a link, for links that name one; loaded only then. */
export const GET = () => {
  const presets: Presets = Object.fromEntries(scenarios.map(({ id, file }) => [id, toFragment(file, facts)]));
  return Response.json(presets);
};
