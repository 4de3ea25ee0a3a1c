import { readAnswerFile } from '../../../answer-file.ts';
import type { AnswerFile } from '../../../schema/answers.ts';
import type { LinkFacts } from '../../../schema/facts.ts';
import { describe, type Problem } from '../../../schema/problem.ts';
import type { RefusedFile } from '../notes.ts';

/** No answer file of ours comes near; anything larger is not read into memory. */
const MOST_BYTES = 100_000;

type ReadFile = { readonly name: string; readonly file: AnswerFile };
type Text = { readonly name: string; readonly size: number; readonly text: () => Promise<string> };

async function readOne({ name, size, text }: Text, facts: LinkFacts): Promise<ReadFile | RefusedFile> {
  const refuse = (...problems: Problem[]): RefusedFile => ({ name, problems });
  if (size > MOST_BYTES) return refuse({ path: '', expected: `at most ${MOST_BYTES}`, received: String(size) });
  try {
    const { parse } = await import('yaml'); // reads JSON, too
    const read = readAnswerFile(parse(await text(), { maxAliasCount: 20 }), facts);
    return read.ok ? { name, file: read.value } : refuse(...read.problems);
  } catch (error) {
    const received = describe(error instanceof Error ? error.message.split('\n')[0] : String(error));
    return refuse({ path: '', expected: 'YAML, JSON', received });
  }
}

/** The answer files in a ZIP, such as the one all drafts are saved in. */
async function unzip(file: File): Promise<Text[]> {
  const { strFromU8, unzipSync } = await import('fflate');
  const entries = unzipSync(new Uint8Array(await file.arrayBuffer()), {
    filter: ({ name, originalSize }) => /\.(ya?ml|json)$/i.test(name) && originalSize <= MOST_BYTES,
  });
  return Object.entries(entries).map(([name, bytes]) => ({
    name: `${file.name}: ${name}`,
    size: bytes.length,
    text: async () => strFromU8(bytes),
  }));
}

async function textsIn(file: File): Promise<Text[]> {
  const itself = { name: file.name, size: file.size, text: () => file.text() };
  if (!/\.zip$/i.test(file.name) || file.size > 20 * MOST_BYTES) return [itself];
  try {
    const inside = await unzip(file);
    return inside.length > 0 ? inside : [itself];
  } catch {
    return [itself]; // refused by its own name
  }
}

/** Reads answer files; of each that cannot be taken, everything that is wrong with it. */
export async function readFiles(files: readonly File[], facts: LinkFacts) {
  const texts = (await Promise.all(files.map(textsIn))).flat();
  const all = await Promise.all(texts.map((text) => readOne(text, facts)));
  return {
    taken: all.filter((each) => 'file' in each),
    refused: all.filter((each) => 'problems' in each),
  };
}
