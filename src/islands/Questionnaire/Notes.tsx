import { useEffect, useRef } from 'react';
import type { LinkFacts } from '../../schema/facts.ts';
import type { Problem } from '../../schema/problem.ts';
import { problemSentence } from '../problem-words.ts';
import type { Note } from './notes.ts';
import { openDraft, startAnew } from './Shell/actions.ts';
import type { State } from './useQuestionnaire.ts';
import { useWords } from './words.ts';

type Props = { state: State; facts: LinkFacts };

/** What to know before going on: a restored draft, a link opened beside it, a file or link that cannot be read. */
export function Notes({ state, facts }: Props) {
  const { notes } = state;
  const { say } = useWords();
  const refused = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (notes.some(({ kind }) => kind === 'refused')) refused.current?.focus();
  }, [notes]);
  const restore = ({ draft }: { readonly draft?: string }, key = 'assess.restore') =>
    draft && (
      <button type="button" className="link" onClick={() => openDraft(state, facts, draft)}>
        {say(key)}
      </button>
    );
  const list = (problems: readonly Problem[]) => (
    <ul>
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.expected}`}>{problemSentence(problem, say)}</li>
      ))}
    </ul>
  );
  const view = (note: Note) => {
    switch (note.kind) {
      case 'restored':
        return (
          <p className="notice">
            {say('assess.restored')}{' '}
            <button type="button" className="link" onClick={() => startAnew(state, facts)}>
              {say('assess.restart')}
            </button>
          </p>
        );
      case 'replaced':
      case 'anew':
        return (
          <p className="notice">
            {say(`assess.${note.kind}`)} {restore(note)}
          </p>
        );
      case 'forked':
        return (
          <p className="notice warn">
            {say('assess.forked')} {restore(note, 'assess.takeOver')}
          </p>
        );
      case 'imported':
        return (
          <p className="notice">
            {say('assess.imported', { count: note.names.length, names: note.names.join(say('assess.separator')) })}{' '}
            {restore(note)}
          </p>
        );
      case 'not-kept':
        return (
          <p className="notice warn">{say('assess.notKept', { names: note.names.join(say('assess.separator')) })}</p>
        );
      case 'refused':
        return (
          <div ref={refused} tabIndex={-1} className="notice bad stack refused">
            <p>
              <strong>{say('problem.brokenFile')}</strong>
            </p>
            {note.files.map(({ name, problems }) => (
              <div key={name}>
                <p>
                  <code>{name}</code>
                </p>
                {list(problems)}
              </div>
            ))}
          </div>
        );
      case 'broken-link':
        return (
          <div className="notice bad stack">
            <p>
              <strong>{say('problem.brokenLink')}</strong> {say('problem.brokenLinkHelp')} {restore(note)}
            </p>
            {list(note.problems)}
          </div>
        );
      case 'offline':
      case 'full':
        return <p className="notice warn">{say(`assess.${note.kind}`)}</p>;
      case 'followed':
      case 'gone':
        return <p className="notice">{say(`assess.${note.kind}`)}</p>;
      case 'no-storage':
        return <p className="small soft">{say('assess.noStorage')}</p>;
      default:
        return <p className="small soft">{say('assess.unreadableDraft')}</p>;
    }
  };
  return (
    <div role="status" className="notes">
      {notes.map((note) => (
        <div key={note.kind}>{view(note)}</div>
      ))}
    </div>
  );
}
