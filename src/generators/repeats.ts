import type { Answers } from '../schema/answers.ts';
import type { DesignInput } from './generator.ts';

const REPEATABLE: readonly Answers['ifCut'][] = ['retry', 'resume', 'snapshot'];
const ONCE: readonly Answers['missedMessages'][] = ['no-duplicates', 'exactly-once'];

/**
 * Whether a proxy may send a request to another pod when the first does not answer. It repeats requests without asking,
 * GET even after they were received, so everything that is not known to be harmless stays where it is. A job is started
 * by POST, which proxies do not repeat; everything else it asks for, the stream that watches it included, only reads.
 */
export const mayRepeat = ({ answers, protocol }: Pick<DesignInput, 'answers' | 'protocol'>): boolean =>
  protocol.watchStream || (REPEATABLE.includes(answers.ifCut) && !ONCE.includes(answers.missedMessages));
