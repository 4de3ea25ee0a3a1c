import fc from 'fast-check';
import type { Heading } from 'mdast';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswerFile } from '../../src/answer-file.ts';
import { fence, link, paragraph, printMarkdown } from '../../src/generators/print/markdown.ts';
import { locales } from '../../src/schema/texts.ts';
import { anyAnswers, anyPath } from '../support/arbitrary-answers.ts';
import { facts } from '../support/facts.ts';
import { type Case, fileNamed, fileOf, filesOf, scenarioAnswers } from '../support/generator-input.ts';
import { nodesOf, readMarkdown, textOf } from '../support/markdown.ts';
import { texts } from '../support/texts.ts';

const DOCUMENTS = ['onboarding.md', 'decision-record.md'];
const cases: Case[] = scenarioAnswers.flatMap((answers) => locales.map((locale) => ({ answers, locale })));

const headings = (text: string) =>
  readMarkdown(text)
    .children.filter((node): node is Heading => node.type === 'heading')
    .map(textOf);

describe.each(DOCUMENTS)('%s', (name) => {
  test('is read as headings, tables, lists and diagrams, and as nothing else', () => {
    for (const given of cases) {
      const nodes = nodesOf(readMarkdown(fileNamed(given, name)));
      const kinds = new Set(nodes.map(({ type }) => type));
      for (const kind of ['heading', 'table', 'list', 'code', 'link'] as const) expect(kinds).toContain(kind);
      for (const kind of ['html', 'image', 'definition', 'thematicBreak', 'blockquote'] as const)
        expect(kinds).not.toContain(kind);
      for (const node of nodes) if (node.type === 'link') expect(node.url).toMatch(/^https:\/\//);
      const [first, ...others] = nodes.filter((node) => node.type === 'heading').map(({ depth }) => depth);
      expect(first).toBe(1);
      expect(others).not.toContain(1);
    }
  });

  test('holds every diagram as it stands in its own file, without what that says of itself', () => {
    for (const given of cases) {
      const files = filesOf(given);
      const drawn = nodesOf(readMarkdown(fileNamed(given, name))).flatMap((node) =>
        node.type === 'code' && node.lang === 'mermaid' ? [`${node.value}\n`] : [],
      );
      const bare = (text: string) => text.replace(/^(?:%% .*)?\n/gm, '');
      expect(drawn).toEqual(files.filter(({ language }) => language === 'mermaid').map(({ text }) => bare(text)));
    }
  });

  test('has the same chapters in every language', () => {
    for (const answers of scenarioAnswers) {
      const [english, ...others] = locales.map((locale) => headings(fileNamed({ answers, locale }, name)).length);
      for (const count of others) expect(count).toBe(english);
    }
  });
});

test('the onboarding document says everything a reviewer asks for', () => {
  for (const given of cases) {
    const text = textOf(readMarkdown(fileNamed(given, 'onboarding.md')));
    const { protocols, questions } = texts(given.locale ?? 'en');
    for (const { name, language } of filesOf(given)) {
      if (language !== 'markdown' && name !== 'answers.yaml') expect(text).toContain(name);
    }
    for (const id of Object.keys(given.answers)) expect(text).toContain(questions[id]?.label);
    expect(Object.values(protocols.protocols).some(({ name }) => text.includes(name))).toBe(true);
  }
});

test('the decision record names every protocol as an option, with a reason for each that was ruled out', () => {
  const [answers] = scenarioAnswers;
  const text = textOf(readMarkdown(fileNamed({ answers: answers ?? {} }, 'decision-record.md')));
  for (const { name } of Object.values(texts('en').protocols.protocols)) expect(text).toContain(name);
});

test('the answers round-trip: the file is read back as the same answers', () => {
  const target = fc.constantFrom({}, { nginxVersion: '1.22' as const, kong: 'declarative' as const });
  fc.assert(
    fc.property(anyAnswers, anyPath, target, (answers, path, chosen) => {
      const given = { answers, path, target: chosen, service: { team: 'Öl & "Co": #1', name: 'no', port: 1 } };
      const made = filesOf(given).find(({ name }) => name === 'answers.yaml');
      if (!made) return; // no protocol fits, so there are no files
      const read = readAnswerFile(parse(made.text), facts);
      expect(read).toEqual({ ok: true, value: { ...fileOf(given), rules: facts.rulesVersion } });
    }),
    { numRuns: 150, seed: 3 },
  );
});

describe('the writer of Markdown', () => {
  test.each([
    '<img src=x onerror=a>',
    '[a](javascript:b)',
    '# a',
    '| a | b |',
    '- a',
    '***',
    '&lt;a',
    '```',
    'https://a.b',
  ])('writes %j so that it is read as text', (text) => {
    const read = nodesOf(readMarkdown(printMarkdown([paragraph([{ type: 'text', value: text }])])));
    expect(read.map(({ type }) => type)).toEqual(['root', 'paragraph', 'text']);
    expect(textOf(read[0] ?? { type: 'root', children: [] })).toBe(text);
  });

  test('closes a fence only where it ends', () => {
    const read = readMarkdown(printMarkdown([fence('mermaid', 'a\n```\n# b\n````')]));
    expect(read.children.map((node) => [node.type, textOf(node)])).toEqual([['code', 'a\n```\n# b\n````']]);
  });

  test.each(['javascript:a', 'http://a.b', 'https://a.b/<c>', 'https://a.b/ c'])('does not link to %j', (url) => {
    expect(() => link('a', url)).toThrow('no page to link to');
  });
});
