import { expect, test } from 'vitest';
import { advise } from '../src/advise.ts';
import { findPath } from '../src/engine/path.ts';
import { type LimitChanges, limitChanges } from '../src/limit-changes.ts';
import { readAnswers } from './support/answers.ts';
import { facts } from './support/facts.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';

/** What changes in each file of a support chat on a path. */
function changesOn(id: string): { readonly [name: string]: LimitChanges } {
  const file = { ...readAnswers('test/scenarios/support-chat/answers.yaml'), path: id };
  const { files } = advise(file, facts, texts('en'), 'en', samples);
  return Object.fromEntries(files.map((made) => [made.name, limitChanges(made, findPath(facts.platform, id))]));
}

/** The lines that are not the same, with their signs. */
const marked = (changes: LimitChanges | undefined) =>
  changes?.kind === 'changed'
    ? changes.lines.flatMap(({ kind, text }) =>
        kind === 'same' ? [] : `${kind === 'added' ? '+' : '-'}${text.trim()}`,
      )
    : changes?.kind;

const limits = facts.platform.hops['classic-alb']?.limits;
const today = limits?.backendTimeoutSeconds?.value;
const most = limits?.backendTimeoutSeconds?.maximum;

test('a raised limit is a line of today and a new one, in the unit and place of the file', () => {
  const changes = changesOn('external-nginx');
  expect(marked(changes['backend-config.yaml'])).toEqual([
    `-timeoutSec: ${today}`,
    `+timeoutSec: ${most}`,
    '-drainingTimeoutSec: 0',
    expect.stringMatching(/^\+drainingTimeoutSec: \d+$/),
  ]);
});

test('a file whose recorded limits stay says so, and one without any does not claim to know', () => {
  const changes = changesOn('external-nginx');
  expect(marked(changes['nginx-location.conf'])).toBe('same');
  expect(marked(changes['nginx-http.conf'])).toBe('unknown');
  expect(marked(changes['deployment/deployment.yaml'])).toBe('unknown');
});

test('a field of the same name in another object is not taken for the limit', () => {
  expect(marked(changesOn('gateway-global')['gateway/health-check-policy.yaml'])).toBe('unknown');
});

test.each([
  ['milliseconds of Kong', 'external-kong', "konghq.com/read-timeout: '90000'", "-konghq.com/read-timeout: '60000'"],
  ['a directive of Nginx', 'external-nginx', '    proxy_read_timeout 900s;', '-proxy_read_timeout 360s;'],
  ['a quoted setting', 'external-ingress-nginx', "worker-shutdown-timeout: '900s'", "-worker-shutdown-timeout: '240s'"],
])('%s are compared as they are written', (_, path, line, before) => {
  const text = `# proxy_read_timeout 1s;\n${line}\n`;
  expect(marked(limitChanges({ text }, findPath(facts.platform, path)))).toEqual([before, `+${line.trim()}`]);
});
