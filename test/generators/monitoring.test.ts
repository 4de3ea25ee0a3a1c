import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { generateFiles } from '../../src/advise.ts';
import { metrics } from '../../src/generators/monitoring/metrics.ts';
import nginxLocation from '../../src/generators/nginx-location.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { facts } from '../support/facts.ts';
import {
  allFilesOf,
  type Case,
  distinct,
  fileNamed,
  fileOf,
  filesOf,
  manyAnswers,
  onlyKnowing,
  otherPaths,
  verdictOf,
  withoutComments,
} from '../support/generator-input.ts';
import { checkRules } from '../support/prometheus.ts';
import { texts } from '../support/texts.ts';

// Only these files are wanted here; making the others takes its time.
vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/monitoring.ts')).default],
}));

const answers = manyAnswers(40);
const paths = Object.keys(facts.platform.paths);

/** Each protocol as if it were the only one, on each path; then all of them on each path; then paths of another kind. */
function* cases(): Iterable<Case> {
  for (const [index, given] of answers.entries()) {
    const locale = index % 2 === 0 ? 'en' : 'zh-cn';
    for (const path of paths) {
      for (const { id } of facts.protocols) yield { answers: given, path, facts: onlyKnowing(id), locale };
      yield { answers: given, path, locale };
    }
    for (const path of Object.keys(otherPaths.platform.paths))
      yield { answers: given, path, facts: otherPaths, locale };
  }
}

const found = [...distinct(cases(), ({ name }) => name.startsWith('prometheus-')).values()];
const textsOf = (given: Case): string[] =>
  filesOf(given).flatMap(({ name, text }) => (name.startsWith('prometheus-') ? [text] : []));

describe('rules for Prometheus', () => {
  test('are there in many forms', () => expect(found.length).toBeGreaterThan(120));

  test('are accepted by promtool, every form of them', () => {
    const { ok, said } = checkRules(found.flatMap(textsOf));
    expect(said.split('\n').filter((line) => /FAILED|error|duplicate/i.test(line))).toEqual([]);
    expect(ok).toBe(true);
  });

  test.each([
    ['an expression', '> 8000', '> 8000 8000'],
    ['a function', 'absent(', 'absence('],
    ['a time', "for: '10m'", "for: 'ten'"],
    ['a template', '$labels.job }}', '$labels.job'],
    ['a key', 'severity: critical', 'severity: critical\n        level: 1'],
    ['a name', 'job:stream_reconnects:rate5m', 'job-stream_reconnects-rate5m'],
  ])('are refused with %s that is damaged', (_, good, bad) => {
    const text = fileNamed({ answers: {}, facts: onlyKnowing('sse') }, 'prometheus-rules.yaml');
    expect(checkRules([text]).ok).toBe(true);
    expect(text).toContain(good);
    expect(checkRules([text.replace(good, bad)]).ok).toBe(false);
  });

  test('are refused when one is there twice', () => {
    const [text = ''] = textsOf({ answers: {}, facts: onlyKnowing('sse') });
    const [group] = parse(text).groups;
    const doubled = { groups: [{ ...group, rules: [...group.rules, group.rules[0]] }] };
    expect(checkRules([JSON.stringify(doubled)]).ok).toBe(false);
  });

  test('read no metric of the service but those the header lists, by their names', () => {
    const known = Object.values(metrics).map(({ name }) => name);
    for (const given of found) {
      const text = fileNamed(given, 'prometheus-rules.yaml');
      const used = known.filter((name) => new RegExp(`${name}(_bucket)?\\{namespace`).test(withoutComments(text)));
      const listed = known.filter((name) => text.includes(`# - ${name}`));
      expect(listed).toEqual(used);
    }
  });

  test('have metrics named as Prometheus recommends', () => {
    for (const { name, type } of Object.values(metrics)) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
      expect(name.endsWith('_total')).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });
});

/** What each alert of a case compares with, by its name; the whole expression where that is no number. */
function limitsOf(given: Case): { [alert: string]: number | string } {
  const rules = textsOf(given).flatMap((text) =>
    parse(text).groups.flatMap((group: { rules: { alert?: string; expr: string }[] }) => group.rules),
  );
  return Object.fromEntries(
    rules.flatMap(({ alert, expr }) => (alert ? [[alert, Number(/> (\S+)$/.exec(expr)?.[1] ?? Number.NaN)]] : [])),
  );
}
const headOf = (given: Case): string =>
  fileNamed(given, 'prometheus-rules.yaml')
    .split('groups:')[0]
    ?.replace(/\n# {3}/g, ' ') ?? '';

const open: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };
const sse = (more: Answers = {}): Case => ({ answers: { ...open, ...more }, facts: onlyKnowing('sse') });

describe('limits of alerts', () => {
  test('follow from the answers and the profile', () => {
    const crowd: Answers = { peakClients: 6000, connectionsPerClient: 2 };
    expect(limitsOf(sse({ ...crowd, useCase: 'job-progress', firstByteSeconds: 5 }))).toMatchObject({
      StreamsNearLimit: 8000,
      StreamsAbovePeak: 12_000,
      StreamsStartLate: 5,
      StreamsCut: 0.05,
      // 12,000 streams on 240 s are 50 reconnects per second.
      ReconnectsTooOften: 150,
      CpuHigh: 0.8,
      // 4 workers × 10,240 connections × 0.7, half of them for clients.
      ProxyNearLimit: 14_336,
    });
    const service = facts.platform.hops['service'];
    const platform = structuredClone(facts.platform);
    Object.assign(platform.hops['service']?.limits.connectionsPerReplica ?? {}, { value: 501 });
    expect(service).toBeDefined();
    expect(limitsOf({ ...sse(), facts: { ...onlyKnowing('sse'), platform } })).toHaveProperty('StreamsNearLimit', 400);
  });

  test('of a proxy follow what the files for it raise', () => {
    const crowd: Case = sse({ peakClients: 50_000, connectionsPerClient: 2 });
    const { files } = generateFiles(verdictOf(crowd), fileOf(crowd), facts, texts('en'), 'en', {}, [nginxLocation]);
    const main = files.find(({ name }) => name === 'nginx-main.conf')?.text ?? '';
    const connections = Number(/worker_connections (\d+);/.exec(main)?.[1]);
    expect(connections).toBeGreaterThan(10_240);
    expect(limitsOf(crowd)).toHaveProperty('ProxyNearLimit', Math.floor((4 * connections * 0.7) / 2));
  });

  test('of a plain reply, a job and a poll are their own', () => {
    const reply: Answers = { conversation: 'single-reply', ifCut: 'retry', longestRunSeconds: 90 };
    const http: Case = { answers: reply, facts: onlyKnowing('http') };
    expect(limitsOf(http)).toMatchObject({ RequestsFail: 0.05, RequestsSlow: 90 });
    const asked: Answers = { ...reply, useCase: 'ai-reply', firstByteSeconds: 3 };
    expect(limitsOf({ ...http, answers: asked })).toHaveProperty('RequestsSlow', 3);
    expect(limitsOf({ ...http, answers: {} })).toHaveProperty('RequestsSlow', 2);

    const job: Answers = { useCase: 'ai-agent', conversation: 'server-streams', ifCut: 'must-finish' };
    const jobs = { answers: { ...job, firstByteSeconds: 30 } };
    expect(limitsOf(jobs)).toMatchObject({ JobsWait: 30, JobsAbandoned: 0, RequestsSlow: 2, StreamsStartLate: 2 });
    expect(limitsOf({ answers: job })).toHaveProperty('JobsWait', 60);

    const polls = limitsOf({ answers: open, facts: onlyKnowing('long-poll') });
    expect(polls).toMatchObject({ StreamsNearLimit: 8000, RequestsFail: 0.05 });
    for (const name of ['RequestsSlow', 'StreamsStartLate', 'StreamsCut']) expect(polls).not.toHaveProperty(name);
  });

  test('of webhooks depend on who delivers', () => {
    const events = (answers: Answers): Case => ({ answers, facts: onlyKnowing('webhook') });
    const sent = limitsOf(events({ conversation: 'server-streams' }));
    expect(sent).toMatchObject({ WebhookAttemptsFail: 0.05, WebhooksGivenUp: 0 });
    expect(sent).not.toHaveProperty('RequestsFail');
    const received = limitsOf(events({ conversation: 'client-streams' }));
    expect(received).toHaveProperty('RequestsFail', 0.05);
    expect(received).not.toHaveProperty('WebhooksGivenUp');
    const unknown = events({ useCase: 'partner-events' });
    expect(limitsOf(unknown)).toHaveProperty('WebhooksGivenUp');
    expect(headOf(unknown)).toContain('Events that partners deliver to this service: your answers do not say');
  });

  test('are left out, with the reason, where an answer or a record is missing', () => {
    expect(limitsOf(sse())).not.toHaveProperty('StreamsAbovePeak');
    expect(limitsOf(sse())).not.toHaveProperty('ReconnectsTooOften');
    expect(headOf(sse())).toContain('More streams than planned: how many connections are open at peak has not');
    expect(headOf(sse())).toContain('Too many reconnects: the planned rate follows from how many connections');
    expect(headOf(sse({ peakClients: 9 }))).toContain('how many connections are open at peak has not');
    expect(headOf(sse({ peakClients: 9, connectionsPerClient: 1 }))).not.toContain('has not been answered');

    const single: Answers = { conversation: 'server-streams', ifCut: 'costly', longestRunSeconds: 60, peakClients: 9 };
    const reply: Case = { answers: single, facts: onlyKnowing('http-stream') };
    expect(limitsOf(reply)).not.toHaveProperty('ReconnectsTooOften');
    expect(headOf(reply)).toContain('connections are not recycled');
    expect(headOf(sse({ heartbeat: 'no', longestSilenceSeconds: 40 }))).toContain('this design sends none');
    expect(limitsOf(sse({ heartbeat: 'no', longestSilenceSeconds: 40 }))).not.toHaveProperty('HeartbeatsMissing');

    const unrecorded = structuredClone(facts.platform);
    delete unrecorded.hops['service']?.limits.connectionsPerReplica;
    const bare = { ...sse(), facts: { ...onlyKnowing('sse'), platform: unrecorded } };
    expect(limitsOf(bare)).not.toHaveProperty('StreamsNearLimit');
    expect(headOf(bare)).toContain('the profile does not record how many connections it can hold');
  });

  test('of proxies need a record, and a metric that counts what is limited', () => {
    const proxy = (given: Case) => filesOf(given).find(({ name }) => name === 'prometheus-proxy-rules.yaml')?.text;
    expect(proxy(sse())).toContain('nginx_connections_active{namespace="nginx"}');
    expect(proxy({ ...sse(), path: 'in-cluster' })).toBeUndefined();
    expect(proxy({ ...sse(), facts: onlyKnowing('grpc') })).toBeUndefined();
    expect(headOf({ ...sse(), facts: onlyKnowing('grpc') })).toContain('many streams on one connection of HTTP/2');
    const fabric: Case = { ...sse(), target: { nginx: 'gateway-fabric' } };
    expect(proxy(fabric)).toBeUndefined();
    expect(headOf(fabric)).toContain('names its metrics differently');

    const recorded = structuredClone(facts.platform);
    const records = recorded.hops['nginx']?.limits ?? {};
    for (const [hop, series] of [
      ['kong', 'kong_nginx_connections_total{namespace="kong",state="active"}'],
      ['ingress-nginx', 'nginx_process_connections{namespace="ingress-nginx",state="active"}'],
    ] as const) {
      const given = { ...sse(), path: `external-${hop}` };
      Object.assign(recorded.hops[hop] ?? {}, { limits: records });
      expect(proxy({ ...given, facts: { ...onlyKnowing('sse'), platform: recorded } })).toContain(series);
    }
  });

  test('are not there where nothing passes the platform, and the reason is', () => {
    const { files, absentFiles } = allFilesOf({ answers: { payload: 'file' }, facts: onlyKnowing('signed-url') });
    expect(files.filter(({ kind }) => kind === 'monitoring')).toEqual([]);
    expect(absentFiles).toContainEqual({ kind: 'monitoring', why: 'header.notOnPlatform' });
  });
});
