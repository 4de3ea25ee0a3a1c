import { expect, test } from 'vitest';
import { OPEN_ENDED } from '../../src/schema/answers.ts';
import { type RuleRow, t, verdict } from '../support/facts.ts';

const standard = t('standardLifetimeSeconds');

test.each<RuleRow>([
  ['a tool that ends just before the cap', 'mcp-http', { longestRunSeconds: standard - 1 }, 'pass fits-one-call'],
  ['a tool that ends at the cap', 'mcp-http', { longestRunSeconds: standard }, 'pass fits-one-call'],
  [
    'a longer one is asked after',
    'mcp-http',
    { longestRunSeconds: standard + 1, framing: 'mcp-2026' },
    'concern poll-tasks',
  ],
  ['also when no revision is known', 'mcp-http', { longestRunSeconds: OPEN_ENDED }, 'concern poll-tasks'],
  [
    'the older revision resumes its stream',
    'mcp-http',
    { longestRunSeconds: standard + 1, framing: 'mcp-2025' },
    'concern resume-by-get',
  ],
  [
    'mixed clients need both',
    'mcp-http',
    { longestRunSeconds: standard + 1, framing: 'mcp-mixed' },
    'concern tasks-and-resume',
  ],
  [
    'inside the cluster no cap ends a call',
    'mcp-http',
    { longestRunSeconds: standard + 1 },
    'not-applicable',
    'in-cluster',
  ],
  ['an ordinary request is no tool call', 'http', { longestRunSeconds: standard + 1 }, 'not-applicable'],
  ['the longest tool is not known', 'mcp-http', { framing: 'mcp-2026' }, 'unknown, awaiting longestRunSeconds'],
])('%s', (_, protocol, answers, expected, path) => {
  expect(verdict('long-tool-call', protocol, answers, path)).toBe(expected);
});
