import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { plainText, wrapText } from './text.ts';

export type YamlValue = string | number | boolean | readonly YamlNode[] | { readonly list: readonly YamlValue[] };
/** An entry of a map, or a comment on the entry that follows it. */
export type YamlNode =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'entry'; readonly key: string; readonly value: YamlValue };

export const comment = (text: string): YamlNode => ({ kind: 'comment', text });
export const entry = (key: string, value: YamlValue): YamlNode => ({ kind: 'entry', key, value });
export const list = (...values: YamlValue[]): YamlValue => ({ list: values });

const KEY = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
/** Begins like a word, so that no reader of YAML 1.1 takes it for a number; the words it does take, `yaml` quotes. */
const WORD = /^[A-Za-z][A-Za-z0-9._/-]*$/;
const WIDTH = 100;

const asComment = (texts: readonly string[], depth: number): string =>
  texts.flatMap((text) => wrapText(text, WIDTH - 2 * depth).map((line) => (line ? ` ${line}` : ''))).join('\n');

function toScalar(value: string | number | boolean): Scalar {
  const scalar = new Scalar(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`yaml: ${value} is no number to print`);
  if (typeof value === 'string' && !WORD.test(plainText(value, 'yaml'))) scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}

function toNode(value: YamlValue, depth: number): Scalar | YAMLMap | YAMLSeq {
  if (typeof value !== 'object') return toScalar(value);
  if ('list' in value) {
    const sequence = new YAMLSeq();
    sequence.items = value.list.map((item) => toNode(item, depth + 1));
    return sequence;
  }
  const map = new YAMLMap<Scalar, Scalar | YAMLMap | YAMLSeq>();
  let texts: string[] = [];
  for (const node of value) {
    if (node.kind === 'comment') {
      texts.push(node.text);
      continue;
    }
    if (!KEY.test(node.key)) throw new Error(`yaml: ${JSON.stringify(node.key)} cannot be a key`);
    const key = new Scalar(node.key);
    if (texts.length > 0) key.commentBefore = asComment(texts, depth);
    texts = [];
    map.add(new Pair(key, toNode(node.value, depth + 1)));
  }
  if (texts.length > 0) map.comment = asComment(texts, depth);
  return map;
}

/** One YAML document with its header; throws on a key or text that could break out of its place. */
export function printYaml(header: readonly string[], root: readonly YamlNode[]): string {
  // Kubernetes reads YAML 1.1, where an unquoted `no` is false.
  const document = new Document(null, { version: '1.1' });
  document.contents = toNode(root, 0);
  document.commentBefore = asComment(header, 0);
  return document.toString({ singleQuote: true, lineWidth: 0 });
}
