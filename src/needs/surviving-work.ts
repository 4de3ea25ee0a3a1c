import { lastsLongerThan } from '../engine/connection.ts';
import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf, not, type Ternary } from '../engine/ternary.ts';
import { type Answers, OPEN_ENDED } from '../schema/answers.ts';

/** Whether a plain reply stays silent past a limit; its silence is the whole run where nothing else is known. */
function waitsInSilence(answers: Answers, limitSeconds: number, heartbeat = answers.heartbeat): Ternary {
  const { longestSilenceSeconds, longestRunSeconds } = answers;
  const silence = longestSilenceSeconds ?? longestRunSeconds;
  const tooLong = silence === undefined ? undefined : silence === OPEN_ENDED || silence > limitSeconds;
  return all(tooLong, not(isOneOf(heartbeat, ['yes'])));
}

/** The work must outlive the connection that asked for it, or no single connection can wait for it. */
export default defineNeed({
  id: 'surviving-work',
  answers: [
    'ifCut',
    'resumeReach',
    'conversation',
    'useCase',
    'request',
    'longestRunSeconds',
    'longestSilenceSeconds',
    'heartbeat',
  ],
  limits: ['standardLifetimeSeconds', 'extendedLifetimeSeconds', 'silenceSeconds', 'jobSeconds'],
  holds: (answers, limits, path) => {
    const { ifCut, resumeReach, conversation, useCase, request } = answers;
    const oneWay = not(isOneOf(conversation, ['interleaved', 'client-streams']));
    const onlyResult = isOneOf(conversation, ['single-reply']);
    const isAgent = isOneOf(useCase, ['ai-agent']);
    const isModel = isOneOf(useCase, ['ai-reply', 'ai-agent']);
    const startsJob = all(isOneOf(useCase, ['job-progress']), isOneOf(request, ['body']));
    const cannotRepeat = isOneOf(ifCut, ['costly', 'never']);
    const outlastsStandard = path.tiered ? lastsLongerThan(limits.standardLifetimeSeconds, answers) : false;
    const outlastsExtended = path.tiered ? lastsLongerThan(limits.extendedLifetimeSeconds, answers) : false;
    const ends = not(isOneOf(answers.longestRunSeconds, [OPEN_ENDED]));
    const silent = path.tiered ? waitsInSilence(answers, limits.silenceSeconds) : false;
    const found = any(
      all(isOneOf(ifCut, ['must-finish']), oneWay),
      all(resumeReach === undefined ? false : isOneOf(resumeReach, ['any-device']), oneWay),
      all(onlyResult, any(outlastsStandard, silent)),
      all(startsJob, oneWay, lastsLongerThan(limits.jobSeconds, answers)),
      all(isAgent, oneWay, outlastsStandard),
      // A reply that can be resumed is made apart from the connection that shows it.
      all(isModel, oneWay, isOneOf(ifCut, ['resume']), outlastsStandard),
      all(cannotRepeat, oneWay, ends, outlastsExtended),
    );
    if (found !== undefined) return found;
    // Who talks is not known, but the work has to finish; or whether a heartbeat can be sent is not: act on the safe side.
    const silentWithout = path.tiered && waitsInSilence(answers, limits.silenceSeconds, 'no');
    return ifCut === 'must-finish' || (onlyResult === true && silentWithout === true) ? 'careful' : undefined;
  },
});
