import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/schema/answers.ts';
import { type Case, onlyKnowing, otherPaths, withNginxLimits } from '../support/generator-input.ts';
import { programsOf } from '../support/sample-cases.ts';

const caseOf = (answers: Answers): Case => ({
  answers: { useCase: 'mcp', ...answers },
  facts: onlyKnowing('mcp-http'),
});
const programs = (given: Case) => programsOf(given).map(({ name, text }) => ({ name, text }));
const server = (given: Case): string => programs(given).find(({ name }) => name.endsWith('server.node.ts'))?.text ?? '';

describe('the programs for MCP', () => {
  test('speak both eras unless clients are known to speak 2026-07-28 alone', () => {
    const unanswered: Answers = {};
    for (const answers of [unanswered, { framing: 'mcp-2025' }, { framing: 'mcp-mixed' }] as const)
      for (const { name, text } of programs(caseOf(answers))) {
        expect(text, name).toContain('2025-11-25');
        expect(text, name).toContain('2026-07-28');
        expect(text, name).toContain('It serves MCP 2026-07-28 and, on the same endpoint');
      }
    for (const { name, text } of programs(caseOf({ framing: 'mcp-2026' }))) {
      expect(text, name).toContain('It serves MCP 2026-07-28 alone.');
      expect(text, name).not.toMatch(/2025-|Session|initialize\b|Last-Event-ID/);
    }
  });

  test('beat and end listening streams within the limits of the path, whatever the calls need', () => {
    const quick = caseOf({ longestRunSeconds: 5, heartbeat: 'no' });
    expect(server(quick)).toMatch(/^const HEARTBEAT_SECONDS = 15;[\s\S]*^const RECYCLE_SECONDS = 240;/m);
    const short = { ...quick, facts: withNginxLimits(onlyKnowing('mcp-http'), { proxyReadTimeoutSeconds: [6, 60] }) };
    expect(server(short)).toContain('const HEARTBEAT_SECONDS = 2;');
    const platform = structuredClone(otherPaths.platform);
    Object.assign(platform.hops['classic-alb']?.limits.backendTimeoutSeconds ?? {}, { value: 60 });
    const capped = { ...quick, path: 'balancer-alone', facts: { ...onlyKnowing('mcp-http'), platform } };
    expect(server(capped)).toContain('const RECYCLE_SECONDS = 48;');
    expect(server({ ...quick, path: 'in-cluster' })).toContain('const RECYCLE_SECONDS = 240;');
  });
});
