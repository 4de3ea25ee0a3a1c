import { useEffect, useMemo, useRef } from 'react';
import { confirmChanged } from '../../assumed.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import type { Links } from '../links.ts';
import { problemSentence } from '../problem-words.ts';
import { sayInterface } from '../words.ts';
import { AdviceView } from './AdviceView.tsx';
import { useAdvice } from './useAdvice.ts';
import { ResultContext, resultWords } from './words.ts';

type Props = {
  locale: Locale;
  /** The few words needed before the rest has been loaded. */
  rooms: Texts['interface'];
  links: Links;
};

/** The result page: the advice for the answers in the address bar, or what is wrong with the link. */
export default function Result({ locale, rooms, links }: Props) {
  const { advice, change } = useAdvice(links, locale);
  const say = sayInterface(rooms, { questions: {}, hops: {} }, locale);
  const texts = 'texts' in advice ? advice.texts : undefined;
  const words = useMemo(() => texts && resultWords(texts, locale), [texts, locale]);
  const announced = useRef('');
  const { protocol, tier } =
    advice.kind === 'advice' ? advice.assessment.recommendation : { protocol: null, tier: null };
  const summary =
    words && protocol
      ? `${words.protocol(protocol)}, ${tier === null ? say('tier.none') : say('tier.short', { tier })}`
      : '';
  // Heard when the advice changes while it is being read, not when it is first shown.
  const news = announced.current && summary ? say('result.updated', { summary }) : '';
  useEffect(() => {
    announced.current = summary;
    document.title = `${summary || say('result.pageTitle')} – Streamfit`;
  });

  const start = (
    <p>
      <a className="button" href={links.assess}>
        {say('result.freshStart')}
      </a>
    </p>
  );
  return (
    <div className="result" data-ready={advice.kind !== 'loading'} data-kind={advice.kind}>
      <p className="hidden-text" role="status">
        {news}
      </p>
      {(advice.kind === 'loading' || advice.kind === 'offline') && (
        <p className="waiting">{say(`result.${advice.kind}`)}</p>
      )}
      {advice.kind === 'empty' && (
        <div className="stack measure">
          <h1>{say('result.emptyTitle')}</h1>
          <p>{say('result.emptyHelp')}</p>
          {start}
        </div>
      )}
      {advice.kind === 'broken' && (
        <div className="stack measure" role="alert">
          <h1>{say('problem.brokenLink')}</h1>
          <p>{say('problem.brokenLinkHelp')}</p>
          <ul>
            {advice.problems.map((problem) => (
              <li key={`${problem.path} ${problem.expected}`}>{problemSentence(problem, say)}</li>
            ))}
          </ul>
          {start}
        </div>
      )}
      {advice.kind === 'advice' && words && (
        <ResultContext.Provider value={words}>
          <AdviceView
            advice={advice}
            links={links}
            change={(file) => change(confirmChanged(advice.file, file), advice.facts)}
          />
        </ResultContext.Provider>
      )}
    </div>
  );
}
