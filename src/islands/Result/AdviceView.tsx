import { useEffect, useMemo, useState } from 'react';
import type { AnswerFile } from '../../schema/answers.ts';
import { writeAddress } from '../address.ts';
import type { Links } from '../links.ts';
import { type Words, WordsContext } from '../Questionnaire/words.ts';
import { Actions } from './Actions.tsx';
import { AnswerList } from './AnswerList.tsx';
import { AssumedNotice } from './AssumedNotice.tsx';
import { Candidates } from './Candidates.tsx';
import { Diagrams } from './Diagrams.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Files } from './Files.tsx';
import { OpenQuestions } from './OpenQuestions.tsx';
import { PathTable } from './PathTable.tsx';
import { Pictures } from './Pictures.tsx';
import { RulesNotice } from './RulesNotice.tsx';
import { SectionNav } from './SectionNav.tsx';
import { goToSection, type Section, sections } from './sections.ts';
import { Toolbar } from './Toolbar.tsx';
import type { Advice } from './useAdvice.ts';
import { Verdict } from './Verdict.tsx';
import { WhatIfs } from './WhatIfs.tsx';
import { useResultWords } from './words.ts';

type Props = {
  advice: Extract<Advice, { kind: 'advice' }>;
  links: Links;
  change: (file: AnswerFile) => void;
};

/** The whole advice: the first screen, then everything behind it. */
export function AdviceView({ advice, links, change: changeTo }: Props) {
  const { texts, names, say, locale } = useResultWords();
  const { assessment, file, facts, versions, at } = advice;
  const { protocol } = assessment.recommendation;
  const [trial, setTrial] = useState<{ readonly before: AnswerFile; readonly phrase: string } | undefined>();
  const change = (next: AnswerFile) => {
    setTrial(undefined);
    changeTo(next);
  };
  const tryOut = (next: AnswerFile, phrase: string) => {
    setTrial({ before: trial?.before ?? file, phrase });
    changeTo(next);
    document.querySelector<HTMLElement>('.verdict-title h1')?.focus();
  };
  const formWords = useMemo(
    (): Words => ({ locale, say, questions: texts.questions, paths: texts.platform.paths, names }),
    [locale, say, texts, names],
  );
  const address = (place?: string) => writeAddress(file, facts, place);
  const diagrams = assessment.files.filter(({ language }) => language === 'mermaid');
  // Without a protocol there is nothing to judge, configure or draw.
  const withoutProtocol: readonly Section[] = ['why', 'open', 'answers'];
  const shown = sections.filter((id) => protocol !== null || withoutProtocol.includes(id));
  useEffect(() => {
    if (at) goToSection(at);
  }, [at]);

  return (
    <WordsContext.Provider value={formWords}>
      <RulesNotice made={file.rules} today={facts.rulesVersion} versions={versions} changes={links.changes} />
      {trial && (
        <p className="trial no-print">
          {say('result.trying', { phrase: trial.phrase })}{' '}
          <button type="button" className="button slim" onClick={() => change(trial.before)}>
            {say('result.undo')}
          </button>
        </p>
      )}
      <Verdict assessment={assessment} facts={facts} address={address} />
      <AssumedNotice file={file} check={links.assess + address('check')} />
      <Toolbar
        file={file}
        answers={assessment.files.find(({ name }) => name === 'answers.yaml')?.text}
        rules={facts.rulesVersion}
        link={new URL(links.result + address(), window.location.href).href}
        assess={links.assess + address('check')}
      />
      <div className="result-body">
        <SectionNav shown={shown} address={address} />
        <div className="result-sections">
          {protocol && <Dimensions assessment={assessment} />}
          {protocol && <PathTable assessment={assessment} />}
          {protocol && <Pictures assessment={assessment} file={file} facts={facts} />}
          <Candidates assessment={assessment} />
          <WhatIfs assessment={assessment} file={file} facts={facts} tryOut={tryOut} />
          {protocol && <Actions assessment={assessment} />}
          {protocol && <Files isWriting={advice.isWriting} assessment={assessment} file={file} change={change} />}
          {protocol && <Diagrams files={diagrams} />}
          <OpenQuestions open={assessment.openQuestions} file={file} facts={facts} change={change} />
          <AnswerList file={file} path={assessment.path} address={(step) => links.assess + address(step)} />
        </div>
      </div>
    </WordsContext.Provider>
  );
}
