import { useCallback, useEffect, useMemo } from 'react';
import { withAssumed } from '../../assumed.ts';
import { findPath } from '../../engine/path.ts';
import type { AnswerFile, QuestionId } from '../../schema/answers.ts';
import { writeAddress } from '../address.ts';
import { answerText } from '../answer-words.ts';
import type { Links } from '../links.ts';
import { type Words, WordsContext } from '../Questionnaire/words.ts';
import { Actions } from './Actions.tsx';
import { AnswerList } from './AnswerList.tsx';
import { AssumedNotice } from './AssumedNotice.tsx';
import { Candidates } from './Candidates.tsx';
import { ChangeBar } from './ChangeBar.tsx';
import { Diagrams } from './Diagrams.tsx';
import { Dimensions } from './Dimensions.tsx';
import type { Editable } from './Editor.tsx';
import { Export } from './Export.tsx';
import { Files } from './Files.tsx';
import { OpenQuestions } from './OpenQuestions.tsx';
import { PathTable } from './PathTable.tsx';
import { Pictures } from './Pictures.tsx';
import { PrintHead } from './PrintHead.tsx';
import { RulesNotice } from './RulesNotice.tsx';
import { SectionNav } from './SectionNav.tsx';
import { goToSection, type Section, sections } from './sections.ts';
import { Toolbar } from './Toolbar.tsx';
import type { Advice } from './useAdvice.ts';
import { useChanges } from './useChanges.ts';
import { useEditing } from './useEditing.ts';
import { usePrint } from './usePrint.ts';
import { Verdict } from './Verdict.tsx';
import { WhatIfs } from './WhatIfs.tsx';
import { useResultWords } from './words.ts';

type Props = {
  advice: Extract<Advice, { kind: 'advice' }>;
  links: Links;
  change: (file: AnswerFile) => void;
};

/** Without a protocol there is nothing to judge, configure or draw. */
const WITHOUT_PROTOCOL: readonly Section[] = ['why', 'whatIf', 'export', 'open', 'answers'];

/** The whole advice: the first screen, then everything behind it. */
export function AdviceView({ advice, links, change: changeTo }: Props) {
  const words = useResultWords();
  const { texts, names, say, locale } = words;
  const { assessment, file, facts, versions, at, samples } = advice;
  const { protocol } = assessment.recommendation;
  const { editing, edit, close } = useEditing();
  const { last, change, undo, keep } = useChanges(file, assessment.recommendation, facts, changeTo);
  usePrint();
  const formWords = useMemo(
    (): Words => ({ locale, say, questions: texts.questions, paths: texts.platform.paths, names }),
    [locale, say, texts, names],
  );
  const path = useMemo(() => findPath(facts.platform, file.path), [facts, file.path]);
  const address = (place?: string) => writeAddress(file, facts, place);
  const link = new URL(links.result + address(), window.location.href).href;
  const shown = sections.filter((id) => protocol !== null || WITHOUT_PROTOCOL.includes(id));
  const inForm = (step: string) => links.assess + address(step);

  /** The answer to a question, the path or the names, as people read it. */
  const told = (id: Editable, { answers, path, service }: AnswerFile): string => {
    if (id === 'path') return texts.platform.paths[path ?? '']?.name ?? '';
    if (id === 'service') return [service.team, service.name].filter(Boolean).join(' · ');
    return answers[id] === undefined ? say('assess.unanswered') : answerText(id, answers[id], words);
  };
  const changeAnswer = (next: AnswerFile, id: Editable) => {
    const name = id === 'path' || id === 'service' ? say(`${id}.label`) : words.question(id);
    const [before, after] = [told(id, file), told(id, next)];
    const text = say(before === after ? 'result.confirmed' : 'result.changed', { name, before, after });
    // What somebody chose is no longer assumed, the same answer included.
    change(
      withAssumed(
        next,
        next.assumed?.filter((each) => each !== id),
      ),
      text,
    );
  };
  const tryOut = (next: AnswerFile, text: string) => {
    change(next, text);
    document.querySelector<HTMLElement>('.verdict-title h1')?.focus();
  };
  const editAnswer = useCallback((id: QuestionId) => edit({ at: 'answers', id }), [edit]);
  const levers = { file, facts, edit: editAnswer, tryOut };
  const editors = { file, editing, edit, close, change: changeAnswer, address: inForm };

  useEffect(() => {
    if (at) goToSection(at, 'instant');
  }, [at]);

  return (
    <WordsContext.Provider value={formWords}>
      <PrintHead assessment={assessment} service={file.service.name} team={file.service.team} link={link} />
      <RulesNotice made={file.rules} today={facts.rulesVersion} versions={versions} changes={links.changes} />
      <Verdict assessment={assessment} facts={facts} address={address} />
      <AssumedNotice file={file} check={inForm('check')} />
      <Toolbar link={link} assess={inForm('check')} address={address} />
      <div className="result-body">
        <SectionNav shown={shown} address={address} />
        <div className="result-sections">
          {protocol && <Dimensions assessment={assessment} />}
          {protocol && <PathTable assessment={assessment} />}
          {protocol && <Pictures assessment={assessment} file={file} facts={facts} />}
          <Candidates assessment={assessment} levers={levers} />
          <WhatIfs assessment={assessment} file={file} facts={facts} tryOut={tryOut} />
          {protocol && <Actions assessment={assessment} />}
          {protocol && (
            <Files isWriting={advice.isWriting} assessment={assessment} path={path} file={file} change={change} />
          )}
          {protocol && <Diagrams files={assessment.files.filter(({ language }) => language === 'mermaid')} />}
          <Export assessment={assessment} file={file} facts={facts} samples={samples} link={link} />
          <OpenQuestions open={assessment.openQuestions} facts={facts} {...editors} />
          <AnswerList path={assessment.path} paths={Object.keys(facts.platform.paths)} {...editors} />
        </div>
      </div>
      <ChangeBar last={last} now={assessment.recommendation} undo={undo} keep={keep} />
    </WordsContext.Provider>
  );
}
