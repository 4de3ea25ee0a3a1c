import { describe, expect, test, vi } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { Facts } from '../../src/schema/facts.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { type Target, targets } from '../../src/schema/target.ts';
import { facts } from '../support/facts.ts';
import {
  allFilesOf,
  type Case,
  fileNamed,
  filesOf,
  onlyKnowing,
  otherPaths,
  verdictOf,
  withoutComments,
} from '../support/generator-input.ts';
import { throughNginx } from '../support/nginx-cases.ts';

vi.mock('../../src/generators/index.ts', async () => ({
  generators: [(await import('../../src/generators/nginx-location.ts')).default],
}));

const talk: Answers = {
  conversation: 'interleaved',
  ifCut: 'resume',
  longestRunSeconds: 600,
  clients: ['own-backend'],
};
const listen: Answers = { conversation: 'server-streams', ifCut: 'resume', longestRunSeconds: 'open-ended' };

/** A protocol behind a load balancer, or with nothing before Nginx. */
const behind = (id: ProtocolId, target: Partial<Target>, answers: Answers = id === 'grpc' ? talk : listen): Case => ({
  answers,
  facts: onlyKnowing(id),
  target,
});
const alone = (id: ProtocolId, target: Partial<Target>): Case => ({
  ...behind(id, target),
  path: 'nginx-alone',
  facts: { ...onlyKnowing(id), platform: otherPaths.platform },
});

const server = (given: Case) => fileNamed(given, 'nginx-server.conf');
const linesOf = (text: string) =>
  withoutComments(text)
    .split('\n')
    .map((line) => line.trim());

describe('the version of Nginx', () => {
  test.each(throughNginx)('changes how %s is written only where HTTP/2 is told', (id) => {
    for (const tls of targets.tls)
      for (const make of [behind, alone]) {
        const text = (nginxVersion: Target['nginxVersion']) =>
          filesOf(make(id, { nginxVersion, tls }))
            .map((file) => withoutComments(file.text))
            .join('\n');
        expect(text('1.31')).toBe(text('1.30'));
        expect(text('1.22').replace(/^( *)(listen .*) http2;$/m, '$1$2;\n$1http2 on;')).toBe(text('1.30'));
      }
  });

  test('follows from the profile where nobody chose it', () => {
    const { nginxVersion, tls } = allFilesOf({ answers: talk, facts: onlyKnowing('grpc') }).target;
    expect([nginxVersion, tls]).toEqual(['1.30', 'load-balancer']);
  });

  test.each([
    ['1.22', /Ask whoever builds it/],
    ['1.30', /1\.30\.4 or newer.*CVE-2026-42533/s],
    ['1.31', /1\.31\.3 or newer.*CVE-2026-42533/s],
  ] as const)('%s comes with a warning of the hole that is open before its fix', (nginxVersion, warning) => {
    expect(fileNamed(behind('sse', { nginxVersion }), 'nginx-main.conf').replace(/\n# */g, ' ')).toMatch(warning);
  });

  test('1.31 comes with the headers that it refuses, wherever HTTP/2 is spoken', () => {
    const warns = (given: Case) => server(given).includes('Nginx 1.31 answers 400');
    expect(warns(alone('sse', { nginxVersion: '1.31', tls: 'proxy' }))).toBe(true);
    expect(warns(alone('sse', { nginxVersion: '1.30', tls: 'proxy' }))).toBe(false);
    expect(warns(behind('sse', { nginxVersion: '1.31' }))).toBe(false);
  });
});

describe('the server', () => {
  test.each([
    ['behind a load balancer that ends TLS', behind('sse', {}), ['listen 80;', 'keepalive_timeout 620s;']],
    [
      'behind one that opens TLS again',
      behind('sse', { tls: 'proxy' }),
      ['listen 443 ssl;', 'keepalive_timeout 620s;'],
    ],
    [
      'for gRPC behind one, whatever was chosen',
      behind('grpc', {}),
      ['listen 443 ssl;', 'http2 on;', 'keepalive_timeout 620s;'],
    ],
    ['that ends TLS', alone('sse', { tls: 'proxy' }), ['listen 443 ssl;', 'http2 on;']],
    ['behind something else that ends TLS', alone('sse', { tls: 'load-balancer' }), ['listen 80;']],
    ['for gRPC without TLS', alone('grpc', { tls: 'load-balancer' }), ['listen 50051;', 'http2 on;']],
    [
      'for gRPC without TLS on the oldest version',
      alone('grpc', { tls: 'load-balancer', nginxVersion: '1.22' }),
      ['listen 50051 http2;'],
    ],
  ] as const)('%s listens in its way', (_, given, expected) => {
    const found = linesOf(server(given)).filter((line) => /^(listen|http2|keepalive_timeout) /.test(line));
    expect(found).toEqual(expected);
    const hasTls = found.some((line) => line.includes('ssl'));
    expect(linesOf(server(given)).includes('ssl_protocols TLSv1.2 TLSv1.3;')).toBe(hasTls);
  });

  test('says where TLS cannot end before Nginx, and what 1.22 does to a port without it', () => {
    expect(server(behind('grpc', {}))).toContain('whatever was chosen');
    expect(server(alone('grpc', { tls: 'load-balancer', nginxVersion: '1.22' }))).toContain('nothing else on a port');
  });

  test('tells the service the scheme only where Nginx ends the TLS of clients', () => {
    const says = (given: Case) => fileNamed(given, 'nginx-location.conf').includes('X-Forwarded-Proto');
    expect(says(alone('sse', { tls: 'proxy' }))).toBe(true);
    expect(says(alone('sse', { tls: 'load-balancer' }))).toBe(false);
    expect(says(behind('sse', { tls: 'proxy' }))).toBe(false);
  });
});

describe('the kind of file', () => {
  test.each(['f5-ingress-controller', 'gateway-fabric'] as const)('gives way to %s, and says so', (nginx) => {
    const { files, absentFiles } = allFilesOf(behind('sse', { nginx }));
    expect(files).toEqual([]);
    expect(absentFiles).toEqual([{ kind: 'nginx-location', why: expect.stringMatching(/^nginx-location\.by/) }]);
  });
});

describe('processes and connections', () => {
  const main = (answers: Answers, known: Facts = onlyKnowing('sse')) =>
    linesOf(fileNamed({ answers: { ...listen, ...answers }, facts: known }, 'nginx-main.conf'));
  const limits = facts.platform.hops['nginx']?.limits;
  const todayConnections = limits?.connectionsPerWorker?.value ?? 0;
  const numberOf = (lines: string[], directive: string) =>
    Number(lines.find((line) => line.startsWith(`${directive} `))?.match(/\d+/)?.[0]);

  test.each([
    ['no known number of clients', {}, todayConnections],
    ['few clients', { peakClients: 50 }, todayConnections],
    ['twice the planned clients', { peakClients: 86_016 }, todayConnections * 2],
    ['more clients than any worker should hold', { peakClients: 100_000_000 }, todayConnections],
  ])('with %s are as today or more', (_, answers, expected) => {
    const lines = main({ clients: ['own-backend'], ...answers });
    expect(numberOf(lines, 'worker_connections')).toBe(expected);
    expect(numberOf(lines, 'worker_rlimit_nofile')).toBeGreaterThanOrEqual(expected + 1024);
    expect(numberOf(lines, 'worker_processes')).toBe(limits?.workersPerReplica?.value);
  });

  test('are left out where the profile does not know them', () => {
    const platform = structuredClone(facts.platform);
    const known = platform.hops['nginx']?.limits;
    if (known) Object.assign(known, { connectionsPerWorker: undefined, workersPerReplica: undefined });
    const lines = main({}, { ...onlyKnowing('sse'), platform });
    expect(lines.join('\n')).toMatch(/events \{\s*\}/);
    expect(lines.some((line) => /worker_(processes|connections|rlimit)/.test(line))).toBe(false);
  });

  test('outlive a reload as long as a stream may last', () => {
    const given: Case = { answers: { ...listen, clients: ['browser'] }, facts: onlyKnowing('sse') };
    const { recycleSeconds } = verdictOf(given).recommendation;
    const lines = linesOf(fileNamed(given, 'nginx-main.conf'));
    expect(recycleSeconds).toBeGreaterThan(0);
    expect(numberOf(lines, 'worker_shutdown_timeout')).toBeGreaterThanOrEqual((recycleSeconds ?? 0) * 1.1);
  });
});
