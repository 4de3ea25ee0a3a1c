import type { BlockContent, DefinitionContent, PhrasingContent, RootContent } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { plainText } from './text.ts';

export type MarkdownNode = RootContent;
/** Text, in which `backticks` mark code; or pieces that are put together already. */
export type Inline = string | readonly PhrasingContent[];

/** Our own words, in which `backticks` mark code; every other character is itself. */
function inline(text: Inline): PhrasingContent[] {
  if (typeof text !== 'string') return [...text];
  return plainText(text, 'markdown')
    .split(/`([^`]+)`/)
    .flatMap((value, index): PhrasingContent[] => {
      if (value === '') return [];
      return [index % 2 === 1 ? { type: 'inlineCode', value } : { type: 'text', value }];
    });
}

export const strong = (text: string): PhrasingContent => ({ type: 'strong', children: inline(text) });
export function code(value: string): PhrasingContent {
  if (value.trim() === '') throw new Error('markdown: code without text cannot be written');
  return { type: 'inlineCode', value: plainText(value, 'markdown') };
}
/** Text of a user: every character is itself, a backtick too. */
export const plain = (value: string): PhrasingContent => ({ type: 'text', value: plainText(value, 'markdown') });
/** A link; only to pages, never to a script. */
export function link(text: string, url: string): PhrasingContent {
  if (!/^https:\/\/[^\s<>"]+$/.test(url)) throw new Error(`markdown: ${JSON.stringify(url)} is no page to link to`);
  return { type: 'link', url, children: [{ type: 'text', value: plainText(text, 'markdown') }] };
}

export const heading = (depth: 1 | 2 | 3, text: Inline): MarkdownNode => ({
  type: 'heading',
  depth,
  children: inline(text),
});
export const paragraph = (text: Inline): MarkdownNode => ({ type: 'paragraph', children: inline(text) });

/** A list; an item may be several paragraphs. */
export const list = (items: readonly (readonly Inline[])[], ordered = false): MarkdownNode => ({
  type: 'list',
  ordered,
  spread: false,
  children: items.map((parts) => ({
    type: 'listItem',
    spread: parts.length > 1,
    children: parts.map((part): BlockContent | DefinitionContent => ({ type: 'paragraph', children: inline(part) })),
  })),
});

export const table = (head: readonly Inline[], rows: readonly (readonly Inline[])[]): MarkdownNode => ({
  type: 'table',
  children: [head, ...rows].map((cells) => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: inline(cell) })),
  })),
});

/** A block of code; its text is written as it is, in a fence that it cannot close. */
export const fence = (lang: string, value: string): MarkdownNode => ({ type: 'code', lang, value: value.trimEnd() });

/** One Markdown document; the library escapes whatever would be more than text. */
export function printMarkdown(children: readonly MarkdownNode[]): string {
  return toMarkdown(
    { type: 'root', children: [...children] },
    {
      extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
      bullet: '-',
      listItemIndent: 'one',
      rule: '-',
      fences: true,
      resourceLink: false,
    },
  );
}
