import type { Verdict } from './engine/assess.ts';
import { findPath } from './engine/path.ts';
import type { AnswerFile } from './schema/answers.ts';
import type { Facts } from './schema/facts.ts';
import type { Timelines } from './schema/timeline.ts';
import type { TimelineOptions } from './simulation/disturbances.ts';
import { timelinesOf } from './simulation/timelines.ts';

/** What happens to one connection of the verdict's design, today and with the advice followed. */
export function simulateFile(
  verdict: Verdict,
  file: Pick<AnswerFile, 'path'>,
  facts: Facts,
  options: TimelineOptions = {},
): Timelines {
  return timelinesOf(verdict, findPath(facts.platform, file.path), facts, options);
}
