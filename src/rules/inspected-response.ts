import { blocker, defineRule } from '../engine/rule.ts';

/** A hop that reads the whole response body cannot pass it on while it grows. */
export default defineRule({
  id: 'inspected-response',
  role: 'exclusion',
  answers: [],
  appliesTo: ({ streamsResponse, speaksMcp }, path) =>
    streamsResponse && !speaksMcp && path.hops.some(({ settings }) => settings.responseInspection?.value === 'on'),
  check: (_, __, { path }) =>
    blocker('read-to-the-end', {
      hop: path.hops.find(({ settings }) => settings.responseInspection?.value === 'on')?.id ?? '',
    }),
});
