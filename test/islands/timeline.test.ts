import { describe, expect, test } from 'vitest';
import { decideFile } from '../../src/decide-file.ts';
import type { Judgement } from '../../src/engine/ladder.ts';
import { isAtFault } from '../../src/islands/Result/Ladder/view.ts';
import { eventSentence, summaryOf } from '../../src/islands/Result/Timeline/event-words.ts';
import { frameOf, layoutPanel } from '../../src/islands/Result/Timeline/layout.ts';
import { beatsOf, finerEvents, pausesOf, stretchesOf } from '../../src/islands/Result/Timeline/runs.ts';
import {
  eventsAt,
  isSame,
  lengthOf,
  momentsOf,
  type Pair,
  segmentsOf,
  stateAt,
  stepFrom,
  windowOf,
  zoomOf,
} from '../../src/islands/Result/Timeline/view.ts';
import { resultWords } from '../../src/islands/Result/words.ts';
import { ladderOf } from '../../src/ladder.ts';
import { locales } from '../../src/schema/texts.ts';
import {
  absences,
  assumptions,
  cutReasons,
  endings,
  eventKinds,
  type Timeline,
  unmodelled,
} from '../../src/schema/timeline.ts';
import { simulateFile } from '../../src/simulate-file.ts';
import { readAnswers } from '../support/answers.ts';
import { facts, filesIn } from '../support/facts.ts';
import { texts } from '../support/texts.ts';

const names = filesIn('test/scenarios', 'answers.yaml');
function pairOf(file: string): Pair | undefined {
  const answers = readAnswers(`test/scenarios/${file}`);
  const { today, proposed } = simulateFile(decideFile(answers, facts), answers, facts);
  return today && proposed ? { today, proposed } : undefined;
}
function known(team: string): Pair {
  const pair = pairOf(`${team}/answers.yaml`);
  if (!pair) throw new Error(`${team} has no timeline`);
  return pair;
}
const chat = known('support-chat');

describe.each(locales)('in %s', (locale) => {
  const words = resultWords(texts(locale), locale);

  test('whatever a timeline can tell has its words', () => {
    for (const key of [...eventKinds, ...endings, ...assumptions, ...unmodelled, ...absences]) {
      const room = texts(locale).interface['timeline'] ?? {};
      if (key !== 'cut') expect(room[key], key).toBeTruthy();
    }
    for (const reason of cutReasons) {
      const event = { kind: 'cut', atSeconds: 1, connection: 1, hop: 'nginx', reason, seen: 'reset' } as const;
      const data = { afterSeconds: 300, limitSeconds: 60 };
      expect(eventSentence({ ...event, limit: 'proxyReadTimeoutSeconds', data }, words)).toContain('Nginx');
    }
  });

  test('every event of every team becomes a sentence, and its panel is laid out at every width', () => {
    let count = 0;
    for (const file of names) {
      const pair = pairOf(file);
      if (!pair) continue;
      for (const timeline of [pair.today, pair.proposed]) {
        expect(summaryOf(timeline, words)).not.toMatch(/[{}]|undefined|NaN/);
        for (const event of timeline.events) {
          expect(eventSentence(event, words), `${file} ${event.kind}`).not.toMatch(/[{}]|undefined|NaN/);
          count += 1;
        }
        for (const width of [260, 340, 700, 1000]) {
          const frame = frameOf(width, pair, [0, lengthOf(pair)], words);
          const { callouts, height } = layoutPanel(timeline, frame, words, true);
          expect(Number.isFinite(height)).toBe(true);
          const cut = timeline.events.find(({ kind }) => kind === 'cut');
          // The first cut always has its label, with the hop and the limit that cut.
          if (cut)
            expect(callouts.find(({ event }) => event === cut)?.place.lines.join(' ')).toContain(
              words.hop(cut.hop ?? ''),
            );
        }
      }
    }
    expect(count).toBeGreaterThan(1_000);
  });

  test('every order of every ladder becomes sentences, and one that is broken names its rung', () => {
    let broken = 0;
    for (const file of names) {
      const answers = readAnswers(`test/scenarios/${file}`);
      for (const order of ladderOf(decideFile(answers, facts), answers, facts) ?? []) {
        for (const setting of ['today', 'proposed'] as const) {
          const say = ({ code, data }: Judgement) => words.say(`ladder.${code}`, data);
          for (const judgement of order[setting]) expect(say(judgement)).not.toMatch(/[{}]|undefined|NaN/);
          if (!order[setting].some(({ outcome }) => outcome === 'broken')) continue;
          broken += 1;
          expect(order.rungs.some((rung) => isAtFault(rung, order, setting))).toBe(true);
        }
      }
    }
    expect(broken).toBeGreaterThan(20);
  });
});

describe('what is shown', () => {
  test('connections run from their opening to what ended them', () => {
    expect(segmentsOf(chat.today).map(({ connection, ending }) => [connection, ending?.kind])).toEqual(
      [1, 2, 3, 4, 5, 6].map((connection) => [connection, 'cut']),
    );
    const [first, second] = segmentsOf(chat.today);
    expect([first?.from, first?.to]).toEqual([0, 300]);
    expect(second?.from).toBeGreaterThan(300);
  });

  test('a zoom moves with the scrubber and stays within the session', () => {
    const all = lengthOf(chat);
    expect(windowOf('session', 5000, chat)).toEqual([0, all]);
    expect(windowOf('connection', 0, chat)).toEqual([0, expect.closeTo(330)]);
    expect(windowOf('cut', 300, chat)).toEqual([290, 310]);
    expect(windowOf('cut', all, chat)).toEqual([all - 20, all]);
    expect(zoomOf('cut', known('ai-chat-reply'))).toBeUndefined();
    expect(isSame(known('ai-chat-reply'))).toBe(true);
  });

  test('steps lead from event to event and stop at the ends', () => {
    const moments = momentsOf(chat);
    expect(stepFrom(0, -1, moments)).toBe(0);
    expect(stepFrom(299, 1, moments)).toBe(300);
    expect(stepFrom(300, 1, moments)).toBeGreaterThan(300);
    expect(stepFrom(lengthOf(chat), 1, moments)).toBe(lengthOf(chat));
    let at = 0;
    for (const moment of moments.slice(1)) {
      at = stepFrom(at, 1, moments);
      expect(at).toBe(moment);
    }
  });

  test('a moment tells how things stand', () => {
    expect(stateAt(chat.today, 10)).toEqual({ state: 'stateOpen', connection: 1 });
    expect(stateAt(chat.today, 300.1).state).toBe('stateBetween');
    expect(stateAt(chat.today, 7000).state).toBe('stateLater');
    expect(stateAt(chat.proposed, 7200).state).toBe('stateOver');
    expect(stateAt(known('web-terminal').today, 400).state).toBe('stateGone');
    expect(eventsAt(chat.today, 300).map(({ kind }) => kind)).toEqual(['cut', 'reconnect']);
    expect(eventsAt(chat.today, 100).map(({ kind }) => kind)).toEqual(['message', 'message']);
  });
});

describe('messages are told as finely as there is room', () => {
  const { events } = chat.proposed;
  const find = (timeline: Timeline, match: (event: Timeline['events'][number]) => boolean) => {
    const event = timeline.events.find(match);
    if (!event) throw new Error('no such event');
    return event;
  };
  const middle = find(chat.proposed, ({ kind, data }) => kind === 'message' && data['bursts'] === 2);

  test('single ones, whole bursts, or one block', () => {
    const [first] = events.filter(({ kind }) => kind === 'message');
    if (!first) throw new Error('no message');
    expect(stretchesOf(first, [0, 20], 30)[0]?.marks).toHaveLength(20);
    expect(stretchesOf(first, [0, 7200], 0.1)).toEqual([{ from: 1, to: 300, messages: 300 }]);
    expect(stretchesOf(middle, [0, 7200], 0.1).map(({ from, to, messages }) => [from, to, messages])).toEqual([
      [1199, 1498, 300],
      [1798, 2097, 300],
    ]);
    expect(stretchesOf(middle, [0, 7200], 0.001)).toMatchObject([{ isBursts: true, messages: 600 }]);
    expect(stretchesOf(middle, [5000, 7200], 0.1)).toEqual([]);
  });

  test('the pause between two bursts holds the heartbeats that were told with them', () => {
    expect(pausesOf(middle, [0, 7200], 0.1)).toEqual([[1498, 1798]]);
    const beats = find(chat.proposed, ({ kind, atSeconds }) => kind === 'heartbeat' && atSeconds === 1199);
    expect(beatsOf(beats, events, [0, 7200], 1)).toMatchObject([{ from: 1513, to: 1783 }]);
  });

  test('a client that says the same as the service is told by its bursts', () => {
    const client = find(chat.proposed, ({ data }) => data['from'] === 'client');
    expect(finerEvents(client, events).map(({ data }) => data['messages'])).toEqual([300, 300, 600, 300]);
  });
});
