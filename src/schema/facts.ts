import type { Platform, Thresholds } from './platform.ts';
import type { Protocol } from './protocol.ts';
import type { Tiers } from './tiers.ts';

/** Everything from `content/` that decides, apart from the words: what the engine judges answers against. */
export type Facts = {
  /** Version of rules and content, newest of `content/versions.yaml`. */
  readonly rulesVersion: string;
  readonly platform: Platform;
  readonly protocols: readonly Protocol[];
  readonly tiers: Tiers;
  readonly thresholds: Thresholds;
};

/** The few facts links and answer files are read and written with, so that the questionnaire does not carry them all. */
export type LinkFacts = Pick<Facts, 'rulesVersion'> & {
  readonly platform: Pick<Platform, 'id' | 'defaultPath' | 'paths'>;
};
