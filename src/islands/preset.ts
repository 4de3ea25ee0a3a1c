import type { LinkFacts } from '../schema/facts.ts';

/** A fragment in which a preset, if it asks for one, is replaced by its answers; `undefined` when they cannot be had. */
export async function withPreset(hash: string, address: string, facts: LinkFacts): Promise<string | undefined> {
  if (!hash.includes('scenario=')) return hash;
  try {
    const [{ asksForPreset, expandPreset }, response] = await Promise.all([
      import('../preset-link.ts'),
      fetch(address),
    ]);
    return asksForPreset(hash) ? `#${expandPreset(hash, await response.json(), facts)}` : hash;
  } catch {
    return undefined; // offline
  }
}
