// How long advice takes, and how much memory: `npm run bench`. Figures, no verdict; a busy machine is slower.
import fc from 'fast-check';
import { advise, generateFiles } from '../src/advise.ts';
import { decideFile } from '../src/decide-file.ts';
import type { AnswerFile } from '../src/schema/answers.ts';
import { simulateFile } from '../src/simulate-file.ts';
import { whatIf } from '../src/what-if.ts';
import { readAnswers } from './support/answers.ts';
import { anyAnswers, anyPath } from './support/arbitrary-answers.ts';
import { facts, filesIn } from './support/facts.ts';
import { fileOf } from './support/generator-input.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';

const teams = filesIn('test/scenarios', 'answers.yaml').map((file) => readAnswers(`test/scenarios/${file}`));
const words = texts('en');

/** Milliseconds each call takes, smallest first. */
function times(files: readonly AnswerFile[], count: number, call: (file: AnswerFile) => unknown): number[] {
  const taken: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const file = files[index % files.length];
    if (!file) break;
    const start = performance.now();
    call(file);
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
const milliseconds = (value: number) => `${value.toFixed(3)} ms`.padStart(12);

const verdicts = new Map(teams.map((file) => [file, decideFile(file, facts)]));
const verdictOf = (file: AnswerFile) => verdicts.get(file) ?? decideFile(file, facts);
const parts: [name: string, count: number, call: (file: AnswerFile) => unknown][] = [
  ['verdict', 3000, (file) => decideFile(file, facts)],
  ['timelines, today and proposed', 3000, (file) => simulateFile(verdictOf(file), file, facts)],
  ['files', 1000, (file) => generateFiles(verdictOf(file), file, facts, words, 'en', samples)],
  ['what if', 200, (file) => whatIf(file, verdictOf(file), facts)],
  ['advise(), all of these', 200, (file) => advise(file, facts, words, 'en', samples)],
];

console.log(`Node ${process.version}, the ${teams.length} teams of test/scenarios in turn\n`);
console.log(`${'part'.padEnd(34)}${'median'.padStart(12)}${'p95'.padStart(12)}`);
for (const [name, count, call] of parts) {
  times(teams, Math.ceil(count / 4), call); // until the code is warm
  const taken = times(teams, count, call);
  console.log(`${name.padEnd(34)}${milliseconds(at(taken, 0.5))}${milliseconds(at(taken, 0.95))}`);
}

const random = fc
  .sample(fc.record({ answers: anyAnswers, path: anyPath }), { numRuns: 10_000, seed: 20_261_121 })
  .map(fileOf);
console.log('\nrandom assessments, verdict alone');
for (const count of [1_000, 10_000, 100_000]) {
  const start = performance.now();
  for (let index = 0; index < count; index += 1) decideFile(random[index % random.length] as AnswerFile, facts);
  const each = (performance.now() - start) / count;
  const megabytes = process.memoryUsage().heapUsed / 1024 ** 2;
  console.log(`${String(count).padStart(7)}: ${each.toFixed(3)} ms each, heap ${megabytes.toFixed(0)} MB`);
}
