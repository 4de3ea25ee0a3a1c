import { describe, expect, test } from 'vitest';
import verifyScript from '../../src/generators/verify-script.ts';
import { defaultService, type Service } from '../../src/schema/answers.ts';
import type { ProtocolId } from '../../src/schema/protocol.ts';
import { allFilesOf, type Case, onlyKnowing } from '../support/generator-input.ts';
import { runScript } from '../support/verify-run.ts';

const filesOf = (given: Case) => allFilesOf(given, [verifyScript]);
const scriptOf = (given: Case): string => filesOf(given).files[0]?.text ?? '';
const of = (id: ProtocolId, given: Partial<Case> = {}): Case => ({
  answers: { conversation: 'server-streams', longestRunSeconds: 100 },
  facts: onlyKnowing(id),
  ...given,
});
const posting = of('http-stream', {
  answers: { conversation: 'server-streams', longestRunSeconds: 100, request: 'body' },
});

describe('the script is called', () => {
  test('with --help in both languages', async () => {
    const english = await runScript(scriptOf(posting), ['--help']);
    expect(english).toMatchObject({ exitCode: 0, errors: '' });
    for (const part of [
      '--url URL',
      'https://api.example.com/stream',
      '--data FILE',
      '--full',
      '--seconds N',
      'Exit code: 0',
      'may start work that costs',
    ])
      expect(english.output).toContain(part);
    expect(english.output.split('\n').filter((line) => line.length > 80 && !line.startsWith('sh '))).toEqual([]);
    const chinese = await runScript(scriptOf({ ...posting, locale: 'zh-cn' }), ['--help']);
    expect(chinese).toMatchObject({ exitCode: 0, errors: '' });
    expect(chinese.output).toContain('退出码：0');
  });

  test.each([
    ['an unknown option', ['--fast'], '--fast'],
    ['an option of another script', ['--watch', 'http://a/'], '--watch'],
    ['an option without a value', ['--url'], '--url'],
    ['an empty value', ['--url', ''], '--url'],
    ['a value over two lines', ['--header', 'A: b\nC: d'], '--header'],
    ['a header without a colon', ['--header', 'Authorization'], 'colon'],
    ['no number of seconds', ['--seconds', '2s'], '--seconds'],
    ['zero seconds', ['--seconds', '0'], '--seconds'],
    ['no address', ['--url', 'api.example.com'], 'api.example.com'],
    ['an address with a space', ['--url', 'http://a/ b'], 'http://a/ b'],
    ['a file that is not there', ['--data', 'missing.json'], 'missing.json'],
    ['no body for a POST', [], '--data FILE'],
  ])('wrongly with %s', async (_, args, named) => {
    const report = await runScript(scriptOf(posting), args);
    expect(report).toMatchObject({ exitCode: 2, output: '', left: [] });
    expect(report.errors).toContain(named);
    expect(report.errors).toContain('sh verify.sh --help');
  });

  test('by other addresses where the path leads elsewhere', () => {
    const service: Service = {
      ...defaultService,
      host: 'shop.example',
      path: '/a//b/',
      name: 'shop',
      namespace: 'team',
      port: 9000,
    };
    expect(scriptOf(of('sse', { service }))).toContain("default_url='https://shop.example/a/b'\n");
    expect(scriptOf(of('sse', { service, path: 'in-cluster' }))).toContain(
      "default_url='http://shop.team.svc.cluster.local:9000/a/b'\n",
    );
  });

  test('with texts of a service that mean something to a shell', async () => {
    const path = `/x'$(touch pwned)"\`touch pwned\`;touch pwned`;
    const report = await runScript(scriptOf(of('sse', { service: { path, team: "'; touch pwned #" } })), ['--help']);
    expect(report).toMatchObject({ exitCode: 0, errors: '' });
    expect(report.output).toContain(`https://api.example.com${path}`);
  });
});

describe('there is no script', () => {
  const why = (given: Case) => filesOf(given).absentFiles.find(({ kind }) => kind === 'verify-script')?.why;
  test.each([
    [
      'signed-url',
      { conversation: 'single-reply', payload: 'file', useCase: 'file-transfer' },
      'verify-script.notOnPlatform',
    ],
    ['webhook', { useCase: 'partner-events' }, 'verify-script.receiver'],
    [
      'mqtt',
      { useCase: 'telemetry', conversation: 'client-streams', clients: ['device'] },
      'verify-script.notOnPlatform',
    ],
    ['webtransport', { conversation: 'interleaved', useCase: 'game' }, 'verify-script.notByCurl'],
  ] as const)('for %s', (id, answers, reason) => {
    const onMenu = onlyKnowing(id);
    const facts = {
      ...onMenu,
      protocols: onMenu.protocols.map((protocol) => ({ ...protocol, onMenu: true, blockedBy: [] })),
    };
    const given: Case = { answers: answers as Case['answers'], facts };
    expect(why(given)).toBe(reason);
    expect(filesOf(given).files).toEqual([]);
  });
});
