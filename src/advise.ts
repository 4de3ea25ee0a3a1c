import { assumedAnswers } from './assumed.ts';
import { decideFile } from './decide-file.ts';
import type { Verdict } from './engine/assess.ts';
import { findPath } from './engine/path.ts';
import type { Generator, GeneratorInput, Samples, Say } from './generators/generator.ts';
import { generators } from './generators/index.ts';
import { resolveTarget } from './generators/target.ts';
import { actionWords, answerText, formatAmount } from './i18n/advice-words.ts';
import { formatDuration, formatNumber } from './i18n/format.ts';
import { fillPhrase, wordFinding } from './i18n/phrase.ts';
import { openOutcomes } from './outcomes.ts';
import { toFragment } from './permalink.ts';
import type { AnswerFile } from './schema/answers.ts';
import type { AbsentFiles, Assessment, Finding, GeneratedFile } from './schema/assessment.ts';
import type { Facts } from './schema/facts.ts';
import type { TargetKey } from './schema/target.ts';
import type { Locale, Texts } from './schema/texts.ts';
import { simulateFile } from './simulate-file.ts';
import { whatIf } from './what-if.ts';

/** The address of the result page with these answers, in one language. */
function resultLink(file: AnswerFile, facts: Facts, locale: Locale): string {
  const prefix = locale === 'en' ? '' : `${locale}/`;
  return `${facts.platform.questionnaireUrl}${prefix}result/#${toFragment(file, facts)}`;
}

/** What goes with a verdict: the files that were made, and the kinds of files that were not. */
export type Files = Pick<Assessment, 'files' | 'absentFiles' | 'target' | 'targetChoices'>;

/** The files that go with a verdict, with their words in one language. None when no protocol fits. */
export function generateFiles(
  verdict: Verdict,
  file: AnswerFile,
  facts: Facts,
  texts: Texts,
  locale: Locale,
  samples: Samples,
  kinds: readonly Generator[] = generators,
): Files {
  const path = findPath(facts.platform, file.path);
  const target = resolveTarget(file.target, path);
  const { protocol: recommended, companions } = verdict.recommendation;
  const find = (id: string | null) => facts.protocols.find((protocol) => protocol.id === id);
  const protocol = find(recommended);
  if (!protocol) return { files: [], absentFiles: [], target, targetChoices: {} };
  const names = { questions: texts.questions, hops: texts.platform.hops };
  const say: Say = (key, data = {}) => {
    const [room = '', ...rest] = key.split('.');
    const text = texts.files[room]?.[rest.join('.')];
    if (text === undefined) throw new Error(`text/${locale}/files: no text for ${key}`);
    return fillPhrase(text, data, names, locale);
  };
  const findingWords = (finding: Pick<Finding, 'rule' | 'code' | 'data'>) =>
    wordFinding(finding, { rules: texts.rules, ...names }, locale, texts.interface['result']?.['unanswered'] ?? '');
  const input: GeneratorInput = {
    verdict,
    protocol,
    companions: companions.flatMap((id) => find(id) ?? []),
    path,
    service: file.service,
    answers: verdict.answers,
    file,
    assumed: assumedAnswers(file),
    target,
    facts,
    samples,
    link: resultLink(file, facts, locale),
    locale,
    texts,
    names: {
      hop: (id) => texts.platform.hops[id] ?? id,
      protocol: (id) => texts.protocols.protocols[id]?.name ?? id,
      option: (question, value) => texts.questions[question]?.options?.[value]?.label ?? value,
      finding: (rule, code, data) => findingWords({ rule, code, data }).what,
      findingWords,
      action: (action) => actionWords(action, texts, locale),
      answer: (question, answer) =>
        answerText(
          question,
          answer,
          texts,
          {
            notSure: texts.interface['assess']?.['notSure'] ?? '',
            separator: texts.interface['assess']?.['separator'] ?? ', ',
          },
          locale,
        ),
      amount: (key, value) => formatAmount(key, value, locale),
      duration: (seconds) => formatDuration(seconds, locale),
      number: (value) => formatNumber(value, locale),
      path: texts.platform.paths[verdict.path]?.name ?? verdict.path,
    },
    say,
  };
  const files: GeneratedFile[] = [];
  const absentFiles: AbsentFiles[] = [];
  const targetChoices: { [kind: string]: readonly TargetKey[] } = {};
  for (const { id, whyNot, choices, generate } of kinds) {
    const why = whyNot(input);
    if (why !== null) {
      absentFiles.push({ kind: id, why });
      continue;
    }
    files.push(...generate(input, files).map((draft) => ({ ...draft, kind: id })));
    if (choices) targetChoices[id] = choices(input);
  }
  return { files, absentFiles, target, targetChoices };
}

/** The whole assessment of an answer file: verdict, timeline and files. Pure: the same input gives the same bytes. */
export function advise(file: AnswerFile, facts: Facts, texts: Texts, locale: Locale, samples: Samples): Assessment {
  const verdict = decideFile(file, facts);
  const timeline = simulateFile(verdict, file, facts);
  return {
    ...verdict,
    timeline,
    whatIf: whatIf(file, verdict, facts),
    openOutcomes: openOutcomes(file, facts),
    ...generateFiles(verdict, file, facts, texts, locale, samples),
  };
}
