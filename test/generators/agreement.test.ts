import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import type { Target } from '../../src/schema/target.ts';
import { facts } from '../support/facts.ts';
import { allFilesOf, type Case, fileNamed, filesOf, onlyKnowing } from '../support/generator-input.ts';

const feed: Answers = {
  useCase: 'dashboard',
  conversation: 'server-streams',
  ifCut: 'resume',
  longestRunSeconds: 'open-ended',
};
const beating: Answers = { ...feed, heartbeat: 'yes' };
const sse = (more: Answers = {}, path = 'external-nginx', target: Partial<Target> = {}): Case => ({
  answers: { ...beating, ...more },
  path,
  target,
  facts: onlyKnowing('sse'),
});
/** A file with every comment on one line, however it was wrapped. */
const read = (given: Case, name: string): string => fileNamed(given, name).replace(/\n\s*#\s*/g, ' ');

describe('the files of one design agree', () => {
  test('on the connections of a worker, whichever way Nginx is configured', () => {
    const crowd = { peakClients: 50_000, connectionsPerClient: 2 };
    const inMain = /worker_connections (\d+);/.exec(fileNamed(sse(crowd), 'nginx-main.conf'))?.[1];
    expect(Number(inMain)).toBeGreaterThan(10_240);
    const inMap = fileNamed(
      sse(crowd, 'external-nginx', { nginx: 'f5-ingress-controller' }),
      'f5-ingress-controller/config-map.yaml',
    );
    expect(inMap).toContain(`worker-connections: '${inMain}'`);
    const inProxy = fileNamed(
      sse(crowd, 'external-nginx', { nginx: 'gateway-fabric' }),
      'gateway-fabric/nginx-proxy.yaml',
    );
    expect(inProxy).toContain(`workerConnections: ${inMain}\n`);
  });

  test('on where the proxy is: the controller is configured in the namespace its pods are looked for', () => {
    const given = sse({}, 'external-nginx', { nginx: 'f5-ingress-controller' });
    for (const name of ['service.yaml', 'f5-ingress-controller/config-map.yaml'])
      expect(fileNamed(given, name)).toContain('namespace: nginx\n');
  });

  test('on how long pods of the proxy may take to stop', () => {
    const grace = /terminationGracePeriodSeconds of at least (\d+)/.exec(read(sse(), 'backend-config.yaml'))?.[1];
    expect(read(sse(), 'nginx-main.conf')).toContain(`terminationGracePeriodSeconds is at least ${grace}.`);
  });
});

describe('a limit', () => {
  const beyond = 'Not even the most that the platform grants';
  const unbroken: Answers = { ...beating, ifCut: 'never' };
  const silent: Answers = { ...feed, heartbeat: 'no', longestSilenceSeconds: 7200 };
  test.each<[string, Answers, string, string]>([
    ['of a whole life can never be enough', unbroken, 'backend-config.yaml', beyond],
    ['of silence can never be enough', silent, 'nginx-location.conf', beyond],
    ['cannot be judged yet', feed, 'nginx-location.conf', 'Whether it is enough cannot be told'],
  ])('says so where it %s', (_, answers, name, words) => {
    expect(read({ ...sse(), answers }, name)).toContain(words);
    expect(read(sse(), name)).not.toContain(words);
  });
});

test('a stream that goes with something that was judged alone is not passed off as judged', () => {
  const given: Case = { answers: { ...feed, networks: ['app-closed'] }, path: 'external-nginx' };
  const files = filesOf(given).filter(({ kind }) => !['answers-file', 'decision-record'].includes(kind));
  expect(files.map(({ name }) => name)).toContain('nginx-location.conf');
  for (const { name } of files.filter(({ kind }) => kind === 'nginx-location' || kind === 'gke-ingress'))
    expect(read(given, name)).toContain('The assessment judged Push notification alone');
  expect(read(given, 'onboarding.md')).toContain('The assessment judged Push notification alone');
  expect(read(given, 'prometheus-rules.yaml')).toContain('the assessment did not look at this stream');
});

test('what goes round the platform has no files for any proxy, whatever was chosen, and promises no script', () => {
  const given: Case = { answers: { useCase: 'file-transfer', payload: 'file' }, facts: onlyKnowing('signed-url') };
  for (const nginx of ['files', 'f5-ingress-controller', 'gateway-fabric'] as const) {
    const { absentFiles } = allFilesOf({ ...given, target: { nginx } });
    for (const kind of ['nginx-location', 'f5-ingress-controller', 'gateway-fabric'])
      expect(absentFiles).toContainEqual({ kind, why: 'header.notOnPlatform' });
  }
  expect(read(given, 'decision-record.md')).not.toContain('verification script');
});

test('documents name what an open question was to find out', () => {
  const answers: Answers = {
    useCase: 'ai-reply',
    conversation: 'server-streams',
    longestRunSeconds: 60,
    ifCut: 'costly',
  };
  const text = read({ answers, facts }, 'onboarding.md');
  expect(text).toContain('Exactness of delivery: This cannot be told yet.');
  expect(text).not.toMatch(/^- This cannot be told yet/m);
});
