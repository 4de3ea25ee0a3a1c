import { describe, expect, test } from 'vitest';
import { ContentError, type RawContent, readFacts, readTexts } from '../src/read-content.ts';
import { rawContent } from './support/facts.ts';

type Tree = { [key: string]: Tree };

/** The content with one file changed in place of an editor's slip. */
function slip(file: string, change: (tree: Tree) => void): RawContent {
  const tree = structuredClone(rawContent[file]) as Tree;
  change(tree);
  return { ...rawContent, [file]: tree };
}

const set = (tree: Tree, path: string, value: unknown) => {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((node, key) => node[key] as Tree, tree) as { [key: string]: unknown };
  if (value === undefined) delete parent[last];
  else parent[last] = value;
};

const lines = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof ContentError) return error.lines;
    throw error;
  }
  return [];
};

const LIMIT = 'hops.nginx.limits.proxyReadTimeoutSeconds';

test('the content as it is can be used', () => {
  expect(lines(() => readFacts(rawContent))).toEqual([]);
  expect(lines(() => [readTexts(rawContent, 'en'), readTexts(rawContent, 'zh-cn')])).toEqual([]);
});

describe('an editor is told file, key, expected, received and what to do', () => {
  test.each([
    ['a limit without a source', 'platforms/default.yaml', `${LIMIT}.source`, undefined],
    ['a source that is no page', 'platforms/default.yaml', `${LIMIT}.source`, 'I know it'],
    ['a value with its unit', 'platforms/default.yaml', `${LIMIT}.value`, '360s'],
    ['a date of another kind', 'platforms/default.yaml', `${LIMIT}.checked`, '21.11.2026'],
    ['an unknown limit', 'platforms/default.yaml', 'hops.nginx.limits.readTimeout', {}],
    ['a value above its maximum', 'platforms/default.yaml', `${LIMIT}.value`, 7200],
    ['a tier above what a hop can ever give', 'thresholds.yaml', 'extendedLifetimeSeconds.value', 90_000],
    [
      'a maximum above what the product knows',
      'platforms/default.yaml',
      'hops.classic-alb.limits.backendTimeoutSeconds.maximum',
      90_000,
    ],
    ['a path over a hop that is not there', 'platforms/default.yaml', 'paths.external-nginx.hops', ['browser', 'moon']],
    ['a default path that is not there', 'platforms/default.yaml', 'defaultPath', 'moon'],
    ['a protocol fact of the wrong kind', 'protocols/sse.yaml', 'needsUpgrade', 'maybe'],
    ['a protocol under another name', 'protocols/sse.yaml', 'id', 'websocket'],
    ['a tier that does not exist', 'tiers.yaml', 'findings.no-way-back.needs-reconnect-plan', 4],
    ['a tier for no rule', 'tiers.yaml', 'findings.moonshine', { any: 2 }],
    ['a threshold that is missing', 'thresholds.yaml', 'silenceSeconds', undefined],
  ])('%s', (_, file, path, value) => {
    const found = lines(() => readFacts(slip(file, (tree) => set(tree, path, value))));
    expect(found).toMatchSnapshot();
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^content\/\S+: .*expected .*, received .*\. .+\.$/);
  });

  test.each([
    ['an empty label', 'text/en/questions.yaml', 'useCase.label', ''],
    ['an option without words', 'text/zh-cn/questions.yaml', 'heartbeat.options.no', undefined],
    ['a question without words', 'text/en/questions.yaml', 'ifCut', undefined],
    ['a rule without words', 'text/en/rules.yaml', 'lost-messages', undefined],
  ])('%s', (_, file, path, value) => {
    const raw = slip(file, (tree) => set(tree, path, value));
    const found = lines(() => readTexts(raw, file.includes('zh-cn') ? 'zh-cn' : 'en'));
    expect(found).toMatchSnapshot();
    expect(found.length).toBeGreaterThan(0);
  });

  test('a file that is not there', () => {
    const { 'thresholds.yaml': _, ...rest } = rawContent;
    expect(lines(() => readFacts(rest))).toEqual([
      'content/thresholds.yaml: expected a file, received nothing. Add it; content/README.md has an example.',
    ]);
  });
});
