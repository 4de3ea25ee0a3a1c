import type { GeneratorInput } from '../generator.ts';

/** How long the first byte may take, and where the number comes from. */
export type FirstByteLimit = { readonly limitSeconds: number; readonly why: string };

/** What the team expects where its answers speak of this kind of request; the platform's default otherwise. */
export function firstByteLimit(input: GeneratorInput, isMeant: boolean): FirstByteLimit {
  const { answers, say, facts } = input;
  const { firstByteSeconds = 0 } = answers;
  // Nothing comes within 0 seconds, so that answer bounds nothing.
  if (isMeant && firstByteSeconds > 0)
    return { limitSeconds: firstByteSeconds, why: say('prometheus-rules.firstByteAnswer') };
  return { limitSeconds: facts.thresholds.firstByteAlertSeconds.value, why: say('prometheus-rules.platformDefault') };
}
