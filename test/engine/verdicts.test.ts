import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { decideFile } from '../../src/decide-file.ts';
import type { Answers } from '../../src/schema/answers.ts';
import { answerFile } from '../support/answers.ts';
import { facts, readText } from '../support/facts.ts';

type Case = { case: string; protocol: string; tier: number | null; path?: string; answers: Answers };

test.each(parse(readText('test/engine/verdicts.yaml')) as Case[])('$case', ({ protocol, tier, path, answers }) => {
  const { recommendation } = decideFile(answerFile(answers, path ? { path } : {}), facts);
  expect({ protocol: recommendation.protocol, tier: recommendation.tier }).toEqual({ protocol, tier });
});
