// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { builtinEnvironments } from 'vitest/runtime';
import { locales } from '../../src/schema/texts.ts';
import { facts } from '../support/facts.ts';
import {
  type Case,
  filesOf,
  manyAnswers,
  onlyKnowing,
  scenarioAnswers,
  withoutComments,
} from '../support/generator-input.ts';

/** Names that try the labels: long ones, and every sign a path may hold. */
const service = { team: 'R&D; "core" <b>#1</b> {x} `y` %%{init}%% 100 %', path: '/a+b,c=d:e@f/~end', name: 'end' };

function* cases(): Iterable<Case> {
  for (const locale of locales) {
    for (const path of Object.keys(facts.platform.paths))
      for (const answers of scenarioAnswers) yield { answers, path, locale };
    for (const answers of manyAnswers(40)) yield { answers, locale, service };
    for (const { id } of facts.protocols)
      for (const answers of scenarioAnswers.slice(0, 4)) yield { answers, locale, facts: onlyKnowing(id), service };
  }
}

// Content is read as in Node; Mermaid wants a document when it is loaded, so the document comes now.
await builtinEnvironments.jsdom.setup(globalThis, {});
const { default: mermaid } = await import('mermaid');

/** One whole text of each distinct diagram. */
const diagrams = new Map<string, string>();
for (const given of cases()) {
  for (const { language, text } of filesOf(given)) {
    if (language === 'mermaid' && !diagrams.has(withoutComments(text))) diagrams.set(withoutComments(text), text);
  }
}

const accepts = async (text: string): Promise<boolean> =>
  (await mermaid.parse(text, { suppressErrors: true })) !== false;

describe('diagrams', () => {
  test('are accepted by Mermaid in both languages', { timeout: 120_000 }, async () => {
    expect(diagrams.size).toBeGreaterThan(300);
    const refused: string[] = [];
    for (const text of diagrams.values()) if (!(await accepts(text))) refused.push(text);
    expect(refused).toEqual([]);
  });

  test('stay small enough to be read', () => {
    for (const text of diagrams.values()) {
      const nodes = text.match(/^ {4}[a-z]\d+[[({]/gm) ?? [];
      expect(nodes.length, text).toBeLessThanOrEqual(25);
    }
  });

  test('say in words what a shape says', () => {
    for (const text of diagrams.values()) {
      if (!text.includes('.timeoutSec') || !text.includes('{{')) continue;
      expect(text).toMatch(/\{\{"[^"]*(BOTTLENECK|瓶颈)/);
    }
  });

  test.each([
    ['a label that ends early', 'flowchart LR\n    a0["one"two"]'],
    ['a node that closes a block', 'flowchart LR\n    a0 --> end'],
    ['brackets without quotes', 'flowchart LR\n    a0[one (two)]'],
    ['an empty comment before the kind', '%%\nflowchart LR\n    a0["one"]'],
    ['a bar in the label of an edge', 'flowchart LR\n    a0 -->|one|two| b0'],
    ['a message in two statements', 'sequenceDiagram\n    a0->>b0: one; two three'],
    ['a participant nobody closes', 'sequenceDiagram\n    loop one\n    a0->>b0: two'],
  ])('are refused with %s', async (_, text) => {
    expect(await accepts(text)).toBe(false);
  });
});
