import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromFragment, toFragment } from '../src/permalink.ts';
import { asksForPreset, expandPreset, prefillFragment } from '../src/preset-link.ts';
import { printProblem } from '../src/schema/problem.ts';
import { answerFile } from './support/answers.ts';
import { facts } from './support/facts.ts';

const chat = answerFile(
  { useCase: 'chat', conversation: 'interleaved', longestRunSeconds: 7200, ifCut: 'resume', clients: ['browser'] },
  { service: { name: 'support-chat', path: '/support' } },
);
const pods = answerFile({ useCase: 'service-stream', ifCut: 'resume' }, { path: 'in-cluster' });
const presets = { chat: toFragment(chat, facts), pods: toFragment(pods, facts) };
const read = (fragment: string) => fromFragment(expandPreset(fragment, presets, facts), facts);
const fileOf = (fragment: string) => {
  const result = read(fragment);
  if (!result.ok) throw new Error(result.problems.map(printProblem).join('\n'));
  return result.value;
};
const problems = (fragment: string) => {
  const result = read(fragment);
  return result.ok ? [] : result.problems.map(printProblem);
};

describe('a link that names a preset', () => {
  test('has all its answers, every one assumed', () => {
    const { answers, assumed, service } = fileOf('#scenario=chat');
    expect(answers).toEqual(chat.answers);
    expect(assumed).toEqual(Object.keys(chat.answers));
    expect(service).toEqual(chat.service);
  });

  test('fills in path and names by their short or full keys, which assume nothing', () => {
    const short =
      'scenario=chat&path=gateway-global&team=Checkout%20%26%20Pay&service=cart&host=a.example.com&namespace=shop';
    const full =
      'scenario=chat&path=gateway-global&service.team=Checkout%20%26%20Pay&service.name=cart&service.host=a.example.com&service.namespace=shop';
    const file = fileOf(short);
    expect(file.path).toBe('gateway-global');
    expect(file.service).toEqual({
      ...chat.service,
      team: 'Checkout & Pay',
      name: 'cart',
      host: 'a.example.com',
      namespace: 'shop',
    });
    expect(fileOf(full)).toEqual(file);
  });

  test('has a path of its own where the preset has one, and the link may say otherwise', () => {
    expect(fileOf('scenario=pods').path).toBe('in-cluster');
    expect(fileOf('scenario=pods&path=gateway-internal').path).toBe('gateway-internal');
  });

  test('takes an answer of its own over that of the preset, and does not assume it', () => {
    const { answers, assumed } = fileOf('scenario=chat&ifCut=costly&peakClients=50');
    expect(answers).toEqual({ ...chat.answers, ifCut: 'costly', peakClients: 50 });
    expect(assumed).toEqual(['useCase', 'conversation', 'longestRunSeconds', 'clients']);
    expect(fileOf('scenario=chat&assumed=ifCut').assumed).toEqual(['ifCut']);
  });

  test('keeps the place it leads to, and is written like any other link', () => {
    const expanded = expandPreset('#scenario=chat&team=Checkout&at=ifCut', presets, facts);
    expect(expanded).toMatch(/&assumed=all&at=ifCut$/);
    const again = fromFragment(expanded.replace('&at=ifCut', ''), facts);
    expect(again.ok && `${toFragment(again.value, facts)}&at=ifCut`).toBe(expanded);
  });

  test.each([
    ['a preset that does not exist', 'scenario=tea', ['scenario: expected the id of a preset, received "tea"']],
    [
      'what every object has',
      'scenario=constructor',
      ['scenario: expected the id of a preset, received "constructor"'],
    ],
    ['two presets', 'scenario=chat&scenario=pods', ['scenario: expected the id of a preset, received "pods"']],
    ['a key nobody knows', 'scenario=chat&colour=red', ['"colour": expected no such key, received "red"']],
    ['a name twice', 'scenario=chat&team=a&service.team=b', ['service.team: expected one value, received several']],
    [
      'a name that is none',
      'scenario=chat&service=%3Cscript%3E',
      [
        'service.name: expected a DNS label: lower-case letters, digits and hyphens, at most 63 characters, received "<script>"',
      ],
    ],
    ['an answer that is none', 'scenario=chat&peakClients=0', ['answers.peakClients: expected at least 1, received 0']],
  ])('names what is wrong: %s', (_, fragment, expected) => {
    const found = problems(fragment);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  test('is told from one that does not', () => {
    for (const fragment of ['scenario=chat', '#scenario=x', '#path=a&scenario=chat'])
      expect(asksForPreset(fragment)).toBe(true);
    for (const fragment of ['', '#v=1', '#v=1&service.team=scenario=', '#noscenario=1'])
      expect(asksForPreset(fragment)).toBe(false);
  });

  test('never throws, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('scenario=chat', 'assumed=all', 'at=check', '%', 'v=1', 'team'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => void read(pieces.join('&'))),
      { numRuns: 1_000 },
    );
  });
});

describe('a link for an internal page', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('a)](javascript:x)', '"><img src=x>', "it's", '结算 & 支付', '100 %'),
  );
  const team = text
    .filter((value) => value.length <= 80 && /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(value))
    .map((value) => value.trim());

  test('opens to what was filled in, with a preset and without', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'chat'), team, fc.constantFrom('', 'cart'), (scenario, name, service) => {
        const fragment = prefillFragment({ scenario, path: 'gateway-global', team: name, service });
        const file = fileOf(fragment);
        expect(file.path).toBe('gateway-global');
        expect(file.service.team).toBe(name);
        expect(file.service.name).toBe(service || (scenario ? 'support-chat' : 'stream'));
        expect(file.answers).toEqual(scenario ? chat.answers : {});
        // Nothing that Markdown, HTML or a shell would read.
        expect(fragment).toMatch(/^[\w.~%=&-]*$/);
      }),
    );
  });

  test('says nothing when nothing is filled in', () => {
    expect(prefillFragment({})).toBe('');
    expect(prefillFragment({ scenario: 'chat' })).toBe('scenario=chat');
  });
});
