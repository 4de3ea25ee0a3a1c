import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { advise } from '../src/advise.ts';
import type { Assessment, Finding } from '../src/schema/assessment.ts';
import { readAnswers } from './support/answers.ts';
import { facts, filesIn, readText, root } from './support/facts.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';

const folders = readdirSync(join(root, 'test/scenarios')).filter((name) =>
  existsSync(join(root, 'test/scenarios', name, 'answers.yaml')),
);
const file = (scenario: string, name: string) => join(root, 'test/scenarios', scenario, name);

type Expected = { protocol: string | null; tier: number | null; alternatives: string[]; never: string[] };

const worst = (findings: readonly Finding[]) =>
  findings
    .filter(({ outcome, role }) => outcome === 'blocker' || (outcome === 'concern' && role !== 'preference'))
    .map(({ outcome, rule, code }) => `${outcome} ${rule}.${code}`);

/** A decision as data, short enough to review: ids and numbers, no prose. */
function inShort({
  recommendation,
  dimensions,
  candidates,
  hops,
  openQuestions,
  actions,
  files,
  absentFiles,
}: Assessment) {
  const { confidence, plan, ...decided } = recommendation;
  return {
    ...decided,
    confidence: confidence.level,
    plan: plan.kind,
    tiers: Object.fromEntries(Object.entries(dimensions).map(([id, { tier }]) => [id, tier])),
    findings: worst(candidates[0]?.findings ?? []),
    candidates: Object.fromEntries(
      candidates
        .slice(1)
        .map(({ protocol, status, findings }) => [protocol, [status, ...worst(findings).slice(0, 1)].join(', ')]),
    ),
    hops: hops.map(({ hop, limit, kind, today, needed, proposed, verdict, bottleneck }) =>
      [
        `${hop}.${limit}`,
        kind,
        `today ${today}`,
        `needed ${needed}`,
        `proposed ${proposed}`,
        verdict,
        ...(bottleneck ? ['bottleneck'] : []),
      ].join(', '),
    ),
    open: openQuestions.map(({ question }) => question),
    actions: actions.map(({ owner, id }) => `${owner}: ${id}`),
    files: files.map(({ name }) => name),
    absentFiles: Object.fromEntries(absentFiles.map(({ kind, why }) => [kind, why])),
  };
}

test('there are at least the twenty-two scenarios an expert answered', () => {
  expect(folders.length).toBeGreaterThanOrEqual(22);
});

describe.each(folders)('%s', (scenario) => {
  const answers = readAnswers(`test/scenarios/${scenario}/answers.yaml`);
  const assessment = advise(answers, facts, texts('en'), 'en', samples);
  const expected = parse(readText(`test/scenarios/${scenario}/expected.yaml`)) as Expected;

  test('comes out as an expert would say', () => {
    const { protocol, tier } = assessment.recommendation;
    expect({ protocol, tier }).toEqual({ protocol: expected.protocol, tier: expected.tier });
    expect(expected.never).not.toContain(protocol);
  });

  test('keeps the acceptable alternatives, as a candidate or as a companion', () => {
    const open = assessment.candidates.filter(({ status }) => status !== 'excluded').map(({ protocol }) => protocol);
    expect([...open, ...assessment.recommendation.companions]).toEqual(expect.arrayContaining(expected.alternatives));
  });

  test('leaves nothing open, so confidence is high', () => {
    expect(assessment.recommendation.confidence).toEqual({ level: 'high', open: [] });
  });

  test('decides what was accepted; npm run test:accept rewrites', async () => {
    await expect(`${JSON.stringify(inShort(assessment), null, 2)}\n`).toMatchFileSnapshot(
      file(scenario, 'assessment.json'),
    );
  });

  test('writes the files that were accepted; npm run test:accept rewrites', async () => {
    // Programs are run by their own tests, for every protocol; here their text would only be said twice.
    const files = assessment.files.filter(({ kind }) => kind !== 'samples' && kind !== 'verify-script');
    for (const { name, text } of files) await expect(text).toMatchFileSnapshot(file(scenario, join('files', name)));
    const folder = file(scenario, 'files');
    const kept = existsSync(folder) ? filesIn(`test/scenarios/${scenario}/files`, '') : [];
    expect(kept.filter((name) => /\.\w+$/.test(name))).toEqual(files.map(({ name }) => name).sort());
  });

  test('is the same in Chinese apart from the words', () => {
    const { files: _, ...english } = assessment;
    const { files: chinese, ...decided } = advise(answers, facts, texts('zh-cn'), 'zh-cn', samples);
    expect(decided).toEqual(english);
    expect(chinese.map(({ name }) => name)).toEqual(assessment.files.map(({ name }) => name));
  });
});
