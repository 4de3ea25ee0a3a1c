import { useEffect, useState } from 'react';
import type { AnswerFile, GivenAnswers } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';
import type { WhatIf } from '../../schema/what-if.ts';
import { whatIf } from '../../what-if.ts';
import { whenIdle } from './place.ts';
import { Section } from './Section.tsx';
import { whatIfPhrase } from './what-if-words.ts';
import { type Shown, useResultWords } from './words.ts';

type Props = {
  assessment: Shown;
  file: AnswerFile;
  facts: Facts;
  /** Takes an answer over, in a way that can be taken back. */
  tryOut: (file: AnswerFile, text: string) => void;
};

/** Asked for after the page is shown: it takes some hundred verdicts. */
function useWhatIfs({ assessment, file, facts }: Pick<Props, 'assessment' | 'file' | 'facts'>) {
  const [found, setFound] = useState<readonly WhatIf[] | undefined>();
  useEffect(() => whenIdle(() => setFound(whatIf(file, assessment, facts))), [assessment, file, facts]);
  return found;
}

/** What a single other answer would win, each to be tried with one click. */
export function WhatIfs(props: Props) {
  const words = useResultWords();
  const { say, protocol } = words;
  const found = useWhatIfs(props);
  const standing = ({ protocol: id, tier }: WhatIf['to']) => [
    id === null ? say('result.noneTitle') : protocol(id),
    tier === null ? say('tier.none') : say('tier.short', { tier }),
  ];
  const item = (each: WhatIf) => {
    const phrase = whatIfPhrase(each, words);
    const [from, to] = [standing(each.from), standing(each.to)];
    const change = to.flatMap((name, index) => (name === from[index] ? [] : [`${from[index]} → ${name}`]));
    const answers = { ...props.file.answers, [each.question]: each.answer } as GivenAnswers;
    return (
      <li key={`${each.question} ${each.value}`} className="what-if">
        <p>
          {say('result.ifSo', { phrase })} <strong>{change.join(say('assess.separator'))}</strong>
        </p>
        <p className="what-if-gains">
          {each.gains.map((gain) => (
            <span key={gain} className="tag">
              {say(`gain.${gain}`)}
            </span>
          ))}
          <button
            type="button"
            className="button quiet slim no-print"
            onClick={() => props.tryOut({ ...props.file, answers }, say('result.trying', { phrase }))}
          >
            {say('result.tryOut')}
            <span className="hidden-text"> {phrase}</span>
          </button>
        </p>
      </li>
    );
  };
  return (
    <Section id="whatIf">
      {found === undefined && <p className="soft">{say('result.loading')}</p>}
      {found?.length === 0 && <p>{say('result.noWhatIf')}</p>}
      {found !== undefined && found.length > 0 && <ul className="plain what-ifs">{found.map(item)}</ul>}
    </Section>
  );
}
