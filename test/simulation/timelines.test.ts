import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/decide-file.ts';
import { decide } from '../../src/engine/assess.ts';
import { findPath, type Path } from '../../src/engine/path.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { assumptions, type Timeline } from '../../src/schema/timeline.ts';
import type { TimelineOptions } from '../../src/simulation/disturbances.ts';
import { timelinesOf } from '../../src/simulation/timelines.ts';
import { readAnswers } from '../support/answers.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts, pathNamed, pathWith, sourced } from '../support/facts.ts';
import { onlyKinds } from './inputs.ts';

const scenario = (name: string): Answers => readAnswers(`test/scenarios/${name}/answers.yaml`).answers as Answers;

function timelines(answers: Answers, where: string | Path = 'external-nginx', options: TimelineOptions = {}) {
  const path = typeof where === 'string' ? pathNamed(where) : where;
  return timelinesOf(decide(answers, path, facts, catalogue), path, facts, options);
}

const ENDS = ['started', 'cut', 'planned-recycle', 'gives-up', 'end', 'continues'] as const;
const ends = (timeline: Timeline | null, count = 3): string[] =>
  timeline ? onlyKinds(timeline, ...ENDS).slice(0, count) : [];
/** When the first connection ends; recycling is at random, so only a range is told. */
const firstEndSeconds = (timeline: Timeline | null): number =>
  timeline?.events.find(({ kind }) => ENDS.slice(1).some((known) => known === kind))?.atSeconds ?? Number.NaN;

describe('a stream that can be resumed', () => {
  const { today, proposed, assumptions: assumed } = timelines(scenario('build-log-tail'));

  test('is cut by the load balancer today, and ends in time with the advice followed', () => {
    expect(ends(today, 2)).toEqual([
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset',
      '603 #2 cut, by classic-alb.backendTimeoutSeconds, total, reset',
    ]);
    expect(proposed?.events.filter(({ kind }) => kind === 'cut')).toEqual([]);
    expect(firstEndSeconds(proposed)).toBeGreaterThanOrEqual(216);
    expect(firstEndSeconds(proposed)).toBeLessThanOrEqual(264);
  });

  test('loses nothing either way', () => {
    expect(today?.totals.lost).toBe(0);
    expect(today?.totals.replayed).toBeGreaterThan(0);
    expect(proposed?.totals.lost).toBe(0);
  });

  test('says what is taken for granted', () => {
    expect(assumed).toEqual(expect.arrayContaining(['no-recycle-today', 'event-source-retry', 'no-deploy']));
  });
});

describe('each protocol', () => {
  test('http: a form is over before anything could end it, today as proposed', () => {
    const { today, proposed } = timelines(scenario('form-submission'));
    expect(ends(today)).toEqual(['2 #1 end']);
    expect(proposed).toEqual(today);
  });

  test('http-stream: a reply of three minutes fits; one of seven is cut today and not proposed to be', () => {
    const reply = scenario('ai-chat-reply');
    expect(ends(timelines(reply).today)).toEqual(['180 #1 end']);
    const longer = timelines({ ...reply, longestRunSeconds: 420 });
    expect(ends(longer.today)).toEqual([
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset',
      '300 #1 gives-up',
    ]);
    expect(ends(longer.proposed)).toEqual(['420 #1 end']);
  });

  test('async-job: the work is started, and what watches it comes back until it is done', () => {
    const { today, proposed } = timelines(scenario('ai-agent-run'));
    expect(ends(today, 9)).toEqual([
      '0 #1 started',
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset',
      '603 #2 cut, by classic-alb.backendTimeoutSeconds, total, reset',
      '906 #3 cut, by classic-alb.backendTimeoutSeconds, total, reset',
      '1200 #4 end',
    ]);
    expect(ends(proposed, 99).at(-1)).toBe('1200 #5 end');
    expect(proposed?.totals.lost).toBe(0);
  });

  test('websocket: a classic load balancer cuts it at 300 s, another only when both sides are silent', () => {
    const chat = scenario('support-chat');
    expect(ends(timelines(chat).today, 1)).toEqual([
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, closed-1006',
    ]);
    const gateway = timelines(chat, 'gateway-global');
    // Silences of 300 s are as long as the limit on silence; pings break them.
    expect(ends(gateway.today, 1)).toEqual(['600 #1 cut, by global-alb.backendTimeoutSeconds, idle, closed-1006']);
    expect(gateway.proposed?.events.filter(({ kind }) => kind === 'cut')).toEqual([]);
  });

  test('grpc: gateways upload all day, and the limit on the response ends it today', () => {
    const { today, proposed } = timelines(scenario('iot-gateways'));
    // The service has not said anything by then, not even headers.
    expect(ends(today, 1)).toEqual(['300 #1 cut, by classic-alb.backendTimeoutSeconds, total, error-504']);
    expect(proposed?.events.filter(({ kind }) => kind === 'cut')).toEqual([]);
    expect(today?.events.some(({ kind, data }) => kind === 'message' && data['from'] === 'client')).toBe(true);
  });

  test('grpc: a client that may be silent for longer than the proxy waits for its body is cut by that', () => {
    const { today } = timelines({ ...scenario('iot-gateways'), longestSilenceSeconds: 90 });
    expect(ends(today, 1)).toEqual(['150 #1 cut, by nginx.clientBodyTimeoutSeconds, idle, reset']);
  });

  test('grpc: a client that is silent is no pause in sending to a service that reads', () => {
    const limits = pathNamed().hops.find(({ id }) => id === 'nginx')?.limits;
    const { proxySendTimeoutSeconds: send, clientBodyTimeoutSeconds: body } = limits ?? {};
    if (!send || !body) throw new Error('nginx: no limits on sending');
    const changed = {
      proxySendTimeoutSeconds: { ...send, value: 60 },
      clientBodyTimeoutSeconds: { ...body, value: 3_600 },
    };
    const path = pathWith('nginx', { limits: { ...limits, ...changed } });
    const talk = { ...scenario('iot-gateways'), conversation: 'interleaved' as const, longestSilenceSeconds: 90 };
    expect(ends(timelines(talk, path).today, 1)).toEqual([
      '300 #1 cut, by classic-alb.backendTimeoutSeconds, total, reset',
    ]);
  });

  test('long-poll: held below every limit, so nothing is cut', () => {
    const { today, proposed } = timelines(scenario('intercepted-office'), 'external-kong');
    expect(onlyKinds(today as Timeline, 'cut')).toEqual([]);
    expect(today?.events.find(({ kind }) => kind === 'poll')?.data['holdSeconds']).toBe(45);
    expect(proposed).toEqual(today);
  });

  test('mcp-http: a tool that answers after 30 s', () => {
    expect(ends(timelines(scenario('mcp-quick-tools')).today)).toEqual(['30 #1 end']);
  });
});

test('a first byte that comes later than the whole run lasts comes with its end', () => {
  const { today } = timelines({ ...scenario('ai-chat-reply'), firstByteSeconds: 400 });
  expect(today && onlyKinds(today, 'first-byte', 'message', 'end')).toEqual([
    '180 #1 first-byte',
    '180 #1 message, messages 1',
    '180 #1 end',
  ]);
});

describe('heartbeats', () => {
  test('that are never needed change nothing', () => {
    const { today, proposed, assumptions: assumed } = timelines(scenario('ai-chat-reply'));
    expect(proposed).toEqual(today);
    expect(assumed).not.toContain('no-heartbeat-today');
  });

  test('begin with headers that are sent at once', () => {
    const rare = { ...scenario('notifications-inbox'), ifCut: 'resume' as const };
    const headers = (timeline: Timeline | null) =>
      timeline && onlyKinds(timeline, 'headers', 'heartbeat', 'gives-up')[0];
    const { today, proposed } = timelines(rare);
    expect([headers(today), headers(proposed)]).toEqual(['300 #1 gives-up', '0 #1 headers']);
  });
});

describe('hops that buffer', () => {
  test('Kong keeps headers back until the first event, unless that is turned off', () => {
    // Two minutes before the first event: Kong's 60 s are over first, and an EventSource is gone for good.
    const quiet = { ...scenario('build-log-tail'), updateIntervalSeconds: 120, longestSilenceSeconds: 120 };
    const { today, proposed, assumptions: assumed } = timelines(quiet, 'external-kong');
    expect(ends(today)).toEqual(['60 #1 cut, by kong.proxyReadTimeoutSeconds, idle, error-504', '60 #1 gives-up']);
    expect(onlyKinds(proposed as Timeline, 'held', 'cut')).toEqual([]);
    expect(assumed).toEqual(expect.arrayContaining(['chunked-response', 'no-compression']));
  });

  test('an Nginx from before 1.29.7 hands a stream out in lumps', () => {
    const settings = { responseBuffering: { value: 'on' as const, ...sourced } };
    const held = (version: string) =>
      onlyKinds(
        timelines(scenario('build-log-tail'), pathWith('nginx', { version, settings })).today as Timeline,
        'held',
      ).length;
    expect(held('1.29.6')).toBeGreaterThan(0);
    expect(held('1.29.7')).toBe(0);
    expect(held('1.30')).toBe(0);
  });
});

describe('questions about a change of the platform', () => {
  const chat = scenario('build-log-tail');

  test('a deploy cuts at once today, and nothing with drain and grace as advised', () => {
    const { today, proposed, assumptions: assumed } = timelines(chat, 'external-nginx', { deployAtSeconds: 100 });
    expect(ends(today, 1)).toEqual(['100 #1 cut, by classic-alb.drainingTimeoutSeconds, drain, reset']);
    expect(proposed?.events.filter(({ kind }) => kind === 'cut')).toEqual([]);
    expect(assumed).toContain('grace-of-30-seconds');
    expect(assumed).not.toContain('no-deploy');
  });

  test('without a load balancer that drains, the grace period decides', () => {
    const { today } = timelines(chat, 'in-cluster', { deployAtSeconds: 100 });
    expect(ends(today, 1)).toEqual(['130 #1 cut, by service, deploy, reset']);
  });

  test('a reload of ingress-nginx cuts four minutes later', () => {
    const busy = { ...chat, longestSilenceSeconds: 10 };
    const { today } = timelines(busy, 'external-ingress-nginx', { reloadAtSeconds: 10 });
    expect(ends(today, 1)).toEqual(['250 #1 cut, by ingress-nginx.reloadDrainSeconds, reload, reset']);
  });
});

describe('a browser over HTTP/1.1', () => {
  test('keeps streams waiting beyond six', () => {
    const board = { ...scenario('widget-dashboard'), connectionsPerClient: 8, edgeHttp: 'http1' as const };
    const { today } = timelines(board);
    expect(today && onlyKinds(today, 'waiting')).toEqual(['0 #1 waiting, waiting 2, by browser.connectionsPerHost']);
  });
});

describe('no timeline', () => {
  test.each<[string, Answers, string | undefined, string, string[]]>([
    ['for what goes past the platform', scenario('large-download'), undefined, 'outside-platform', []],
    ['for short requests', scenario('video-on-demand'), undefined, 'short-requests', []],
    ['without any answer', {}, undefined, 'unanswered', ['longestRunSeconds']],
    [
      'for a stream of which nobody knows how long and how often',
      { conversation: 'server-streams', request: 'body', ifCut: 'costly', useCase: 'ai-reply' },
      undefined,
      'unanswered',
      ['longestRunSeconds', 'updateIntervalSeconds', 'longestSilenceSeconds'],
    ],
  ])('%s', (_, answers, path, absence, missing) => {
    expect(timelines(answers, path)).toEqual({ today: null, proposed: null, absence, missing, assumptions: [] });
  });
});

describe('lists', () => {
  test('every assumption is made for some answers, paths or questions', () => {
    const made = new Set<string>();
    const old = pathWith('nginx', { settings: { responseBuffering: { value: 'on', ...sourced } } });
    const { version: _, ...unversioned } = old.hops.find(({ id }) => id === 'nginx') ?? old.hops[0] ?? { id: '' };
    const paths = [
      old,
      { ...old, hops: old.hops.map((hop) => (hop.id === 'nginx' ? (unversioned as typeof hop) : hop)) },
    ];
    for (const [index, [answers, id]] of fc
      .sample(fc.tuple(anyAnswers, anyPath), { numRuns: 3_000, seed: 4 })
      .entries()) {
      const path = index % 10 < 2 ? (paths[index % 10] as Path) : findPath(facts.platform, id);
      const found = timelines(answers, path, index % 2 === 0 ? {} : { deployAtSeconds: 5 });
      for (const assumption of found.assumptions) made.add(assumption);
    }
    expect([...made].sort()).toEqual([...assumptions].sort());
  });
});
