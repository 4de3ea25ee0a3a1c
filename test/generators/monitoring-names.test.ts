import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalPattern, quotePromql, series } from '../../src/generators/print/promql.ts';
import { entry, list, printYaml } from '../../src/generators/print/yaml.ts';
import { checkRules } from '../support/prometheus.ts';

describe('names in PromQL', () => {
  const signs = fc.oneof(fc.constantFrom('"', '\\', '{', '}', "'", '`', '$', '{{', ',x="', '\\n', '界'), fc.string());
  const anyText = fc.array(signs, { maxLength: 5 }).map((parts) => parts.join(''));

  /** The text between the quotes as a reader with the same escapes finds it; throws when they end too early. */
  const read = (quoted: string): unknown => JSON.parse(quoted);

  test('are read back as they were, or stopped', () => {
    const written: string[] = [];
    fc.assert(
      fc.property(anyText, (text) => {
        if (/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) {
          expect(() => quotePromql(text)).toThrow();
          return;
        }
        expect(read(quotePromql(text))).toBe(text);
        expect(new RegExp(`^(?:${literalPattern(text)})$`).test(text)).toBe(true);
        written.push(text);
      }),
      { numRuns: 400, seed: 4 },
    );
    // Prometheus accepts all of them, inside YAML, as text and as pattern.
    const rules = written.map((text, index) =>
      list(
        ...(['=', '=~'] as const).map((operator) => [
          entry('record', `a:r${index}${operator === '=' ? '' : 'p'}:sum`),
          entry('expr', series('a', [['b', operator, operator === '=' ? text : literalPattern(text)]])),
        ]),
      ),
    );
    const groups = rules.map((rules, index) => [entry('name', `g${index}`), entry('rules', rules)]);
    const { ok, said } = checkRules([printYaml([], [entry('groups', list(...groups))])]);
    expect(said).toContain(`${written.length * 2} rules found`);
    expect(ok).toBe(true);
    expect(written.length).toBeGreaterThan(200);
  });

  test.each(['a b', 'a{', '', '1a', 'a\n'])(
    'that would be more than the name of a metric, such as %j, are stopped',
    (name) => {
      expect(() => series(name, [])).toThrow();
      expect(() => series('a', [[name, '=', '']])).toThrow();
    },
  );
});
