import { useEffect, useState } from 'react';
import { knownAnswers } from '../../answer-file.ts';
import type { Outlook } from '../../outlook.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Step } from './steps.ts';
import { useSettled } from './useSettled.ts';
import { useWords, type Words } from './words.ts';

/** Lines the list of protocols always has room for. */
const MOST_NAMES = 6;
/** How long the summary has to stand before it is announced. */
const ANNOUNCE_MILLISECONDS = 1_500;

/** Names of protocols by id. */
type Names = { readonly [id: string]: string };

/** The tiers that are still possible, in words. */
function tierWords(tiers: Outlook['tiers'], { say }: Words): string {
  const known = tiers.filter((tier) => tier !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return say('tier.none');
  const range = first === last ? say('tier.short', { tier: first }) : say('outlook.tiers', { first, last });
  return known.length < tiers.length ? say('outlook.orNoTier', { range }) : range;
}

/** All of it in a line: what is left, or the verdict. */
function summaryOf({ isDecided, protocols, all, tiers }: Outlook, names: Names, words: Words): string {
  const [first] = protocols;
  if (first === undefined) return words.say('outlook.nothingFits');
  const tier = tierWords(tiers, words);
  if (isDecided) return words.say('outlook.verdict', { protocol: names[first] ?? first, tier });
  return words.say('outlook.left', { count: protocols.length, all, tier });
}

/** A text once it has stood for a while, for those who hear it. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), ANNOUNCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}

type Props = {
  file: AnswerFile;
  names: Names;
  /** The address of the facts. */
  facts: string;
  step: Step;
  go: (step: Step) => void;
  /** The address of the advice on these answers. */
  result: string;
};

/** What the advice can still become, beside the question: a quiet panel, and a bar that opens on narrow screens. */
export function OutlookPanel({ file, names, facts, step, go, result }: Props) {
  const words = useWords();
  const { say, questions } = words;
  const [isOpen, setOpen] = useState(false);
  const isBlank = Object.keys(knownAnswers(file.answers)).length === 0;
  const found = useSettled(file, facts, (engine, settled) => engine.outlook(settled));
  const outlook = isBlank ? undefined : found;
  const summary = outlook ? summaryOf(outlook, names, words) : say('outlook.nothing');
  const announced = useCalm(outlook ? summary : '');
  // The summary of a verdict names its protocol already.
  const possible = outlook && !outlook.isDecided ? outlook.protocols : [];
  const shown = possible.slice(0, possible.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES);
  const more = possible.length - shown.length;
  const next = outlook?.next;
  return (
    <section className="outlook" data-open={isOpen} aria-label={say('outlook.title')}>
      <button
        type="button"
        className="outlook-bar"
        aria-expanded={isOpen}
        aria-controls="outlook-body"
        onClick={() => setOpen(!isOpen)}
      >
        {summary}
      </button>
      <div id="outlook-body" className="outlook-body">
        <h2>{say(outlook?.isDecided ? 'outlook.decided' : 'outlook.title')}</h2>
        <p className="outlook-summary">{summary}</p>
        <ol className="plain outlook-names">
          {shown.map((id, index) => (
            // A line keeps its place and changes its text, so that nothing moves.
            <li key={index}>
              {names[id] ?? id}
              {index === 0 && shown.length > 1 && <span className="tag">{say('outlook.ahead')}</span>}
            </li>
          ))}
          {more > 0 && <li className="soft">{say('outlook.more', { count: more })}</li>}
        </ol>
        <p className="outlook-next">
          {next && next !== step && (
            <>
              {say('outlook.next')}{' '}
              <button type="button" className="link" onClick={() => go(next)}>
                {questions[next]?.short ?? next}
              </button>
            </>
          )}
          {next && next === step && say('outlook.nextHere')}
          {outlook?.isDecided && step !== 'check' && (
            <a className="button slim" href={result}>
              {say('assess.seeAdvice')}
            </a>
          )}
        </p>
      </div>
      <p role="status" className="hidden-text">
        {announced}
      </p>
    </section>
  );
}
