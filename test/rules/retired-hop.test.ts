import { expect, test } from 'vitest';
import { pathWith, type RuleRow, sourced, verdict } from '../support/facts.ts';

const retired = pathWith('nginx', { retired: sourced });
const maintained = pathWith('nginx', { retired: undefined });

test.each<RuleRow>([
  ['a proxy that gets no more fixes is told of', 'http', {}, 'concern no-more-fixes', retired],
  ['whatever the protocol', 'websocket', {}, 'concern no-more-fixes', retired],
  ['the usual path has none', 'http', {}, 'not-applicable', maintained],
  ['a file goes past it', 'signed-url', {}, 'not-applicable', retired],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('retired-hop', protocol, answers, path)).toBe(expected);
});
