import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { advise } from './advise.ts';
import { readAnswerFile } from './answer-file.ts';
import { bundle } from './bundle.ts';
import type { Samples } from './generators/generator.ts';
import { ContentError, type RawContent, readFacts, readTexts } from './read-content.ts';
import type { AnswerFile } from './schema/answers.ts';
import type { Assessment } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import { describe, printProblem } from './schema/problem.ts';
import { type Locale, locales } from './schema/texts.ts';

const USAGE = `Usage: npm run -s advise -- FILE... [--out DIR [--zip]] [--profile FILE] [--locale ${locales.join('|')}]

Reads answer files (YAML or JSON) and prints the assessment as JSON, one line per file when there are several.
  --out DIR       also write the generated files; with several answer files, in a folder for each
  --zip           write them as one ZIP for each answer file instead
  --profile FILE  use this platform profile instead of content/platforms/default.yaml
  --locale ID     language of the generated files, en by default
Exit code 0 when advice was given, 2 when something could not be read; then nothing is written.`;

const contentFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../content');

/** Text of the command's caller is shown by its beginning, on one line. */
class UsageError extends Error {}

/** YAML and JSON from disk; YAML reads both. Aliases are limited, so that a small file cannot grow without end. */
function parseFile(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { maxAliasCount: 20, prettyErrors: true });
}

function readRawContent(): RawContent {
  const files = readdirSync(contentFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  return Object.fromEntries(files.map((file) => [file.split('\\').join('/'), parseFile(join(contentFolder, file))]));
}

/** The sample programs, as they stand on disk. */
function readSamples(): Samples {
  const folder = join(contentFolder, 'samples');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split('\\').join('/'), readFileSync(path, 'utf8')]),
  );
}

function loadFacts(raw: RawContent, profileFile: string | undefined): Facts {
  if (profileFile === undefined) return readFacts(raw);
  const profile = parseFile(profileFile);
  try {
    return readFacts({ ...raw, 'platforms/default.yaml': profile });
  } catch (error) {
    // The editor of this profile knows it by its own name.
    if (!(error instanceof ContentError)) throw error;
    throw new ContentError(error.lines.map((line) => line.replace('content/platforms/default.yaml', profileFile)));
  }
}

/** Reads every answer file; all problems of all files, a line each. */
function readAll(
  files: readonly string[],
  facts: Facts,
): { read: { file: string; answers: AnswerFile }[]; problems: string[] } {
  const problems: string[] = [];
  const read = files.flatMap((file) => {
    try {
      const result = readAnswerFile(parseFile(file), facts);
      if (result.ok) return [{ file, answers: result.value }];
      problems.push(...result.problems.map((problem) => `${file}: ${printProblem(problem)}`));
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      problems.push(`${file}: expected a YAML or JSON file, received ${describe(reason)}`);
    }
    return [];
  });
  return { read, problems };
}

/** A folder name for each file: its base name, with a number where two are alike. */
function folderNames(files: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const base = basename(file, extname(file));
    const name = base === 'answers' ? basename(dirname(resolve(file))) : base;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
}

/** Writes the files of each assessment: one set straight into the folder, several in a folder each, or a ZIP each. */
function writeFiles(out: string, names: readonly string[], assessments: readonly Assessment[], zipped: boolean): void {
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [index, { files }] of assessments.entries()) {
    const name = names[index] ?? '';
    if (zipped) write(join(out, `${name}.zip`), bundle(files));
    else for (const file of files) write(join(out, assessments.length > 1 ? name : '', file.name), file.text);
  }
}

function run(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      zip: { type: 'boolean', default: false },
      profile: { type: 'string' },
      locale: { type: 'string', default: 'en' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('expected at least one answer file, received nothing');
  const locale = locales.find((known) => known === values.locale) as Locale | undefined;
  if (!locale)
    throw new UsageError(`--locale: expected one of ${locales.join(', ')}, received ${describe(values.locale)}`);
  if (values.zip && values.out === undefined) throw new UsageError('--zip: expected --out DIR with it, received none');
  const raw = readRawContent();
  const facts = loadFacts(raw, values.profile);
  const { read, problems } = readAll(positionals, facts);
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('\n')}\n`);
    return 2;
  }
  const texts = readTexts(raw, locale);
  const samples = readSamples();
  const assessments = read.map(({ answers }) => advise(answers, facts, texts, locale, samples));
  const several = assessments.length > 1;
  if (values.out !== undefined) writeFiles(values.out, folderNames(positionals), assessments, values.zip);
  const printed = assessments.map((assessment) => JSON.stringify(assessment, null, several ? undefined : 2));
  process.stdout.write(`${printed.join('\n')}\n`);
  return 0;
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  const message = error instanceof Error ? error.message : String(error);
  const lines = error instanceof ContentError ? error.lines : [message];
  process.stderr.write(`${lines.join('\n')}\n${isUsage ? `\n${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
