import { lastsLongerThan } from '../engine/connection.ts';
import type { Path } from '../engine/path.ts';
import { defineNeed } from '../engine/rule.ts';
import { all, any, isOneOf, not, type Ternary } from '../engine/ternary.ts';
import { type Answers, OPEN_ENDED, resumedUseCases } from '../schema/answers.ts';

type Limits = {
  readonly standardLifetimeSeconds: number;
  readonly extendedLifetimeSeconds: number;
  readonly silenceSeconds: number;
  readonly jobSeconds: number;
};

/** Whether a plain reply stays silent past a limit; its silence is the whole run where nothing else is known. */
function waitsInSilence(answers: Answers, limitSeconds: number, heartbeat = answers.heartbeat): Ternary {
  const { longestSilenceSeconds, longestRunSeconds } = answers;
  // No silence is longer than the run.
  const run = longestRunSeconds === OPEN_ENDED ? Number.POSITIVE_INFINITY : longestRunSeconds;
  const silence = run === undefined ? longestSilenceSeconds : Math.min(longestSilenceSeconds ?? run, run);
  const tooLong = silence === undefined ? undefined : silence > limitSeconds;
  return all(tooLong, not(isOneOf(heartbeat, ['yes'])));
}

/** Whether the work has to be kept apart from its connection, if this is how the two sides talk. */
function mustSurvive(answers: Answers, conversation: Answers['conversation'], limits: Limits, path: Path): Ternary {
  const { ifCut, resumeReach, useCase, request, longestRunSeconds } = answers;
  const longer = (seconds: number) => (path.tiered ? lastsLongerThan(seconds, answers) : false);
  const outlastsStandard = longer(limits.standardLifetimeSeconds);
  const oneWay = not(isOneOf(conversation, ['interleaved', 'client-streams']));
  const onlyResult = isOneOf(conversation, ['single-reply']);
  const cannotRepeat = isOneOf(ifCut, ['costly', 'never']);
  const startsJob = all(isOneOf(useCase, ['job-progress']), any(isOneOf(request, ['body']), cannotRepeat));
  const ends = not(isOneOf(longestRunSeconds, [OPEN_ENDED]));
  const silent = path.tiered ? waitsInSilence(answers, limits.silenceSeconds) : false;
  return any(
    all(isOneOf(ifCut, ['must-finish']), oneWay),
    all(isOneOf(useCase, resumedUseCases), isOneOf(resumeReach, ['any-device']), oneWay),
    all(onlyResult, any(outlastsStandard, silent)),
    all(startsJob, oneWay, lastsLongerThan(limits.jobSeconds, answers)),
    all(isOneOf(useCase, ['ai-agent']), oneWay, outlastsStandard),
    // A reply that can be resumed is made apart from the connection that shows it.
    all(isOneOf(useCase, ['ai-reply', 'ai-agent']), oneWay, isOneOf(ifCut, ['resume']), outlastsStandard),
    all(cannotRepeat, oneWay, ends, longer(limits.extendedLifetimeSeconds)),
  );
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
    const { conversation, ifCut, useCase } = answers;
    const found = mustSurvive(answers, conversation, limits, path);
    if (found !== undefined) return found;
    // Who talks is not known: act as if the work were what its use case usually is, and on the safe side.
    const usual = useCase === 'api-call' ? 'single-reply' : 'server-streams';
    const talks = ['chat', 'collaboration', 'terminal', 'game', 'voice', 'telemetry'].includes(useCase ?? '');
    const oneWay = conversation === undefined && !talks && mustSurvive(answers, usual, limits, path);
    // Or whether a heartbeat can be sent is not known.
    const silentWithout = path.tiered && waitsInSilence(answers, limits.silenceSeconds, 'no');
    const waits = (conversation ?? usual) === 'single-reply' && silentWithout === true;
    return ifCut === 'must-finish' || oneWay === true || waits ? 'careful' : undefined;
  },
});
