import type { Note } from './start.ts';
import type { Rest } from './useRest.ts';
import { useWords } from './words.ts';

type Props = {
  notes: readonly Note[];
  restart: () => void;
  restore: (() => void) | undefined;
  rest: Rest | undefined;
};

/** What to know before going on: a restored draft, a link that replaced one, a link that cannot be read. */
export function Notes({ notes, restart, restore, rest }: Props) {
  const { say } = useWords();
  const restoreButton = restore && (
    <button type="button" className="link" onClick={restore}>
      {say('assess.restore')}
    </button>
  );
  return (
    <div role="status" className="notes">
      {notes.map((note) => {
        switch (note.kind) {
          case 'restored':
            return (
              <p key={note.kind} className="notice">
                {say('assess.restored')}{' '}
                <button type="button" className="link" onClick={restart}>
                  {say('assess.restart')}
                </button>
              </p>
            );
          case 'replaced':
            return (
              <p key={note.kind} className="notice">
                {say('assess.replaced')} {restoreButton}
              </p>
            );
          case 'broken-link':
            return (
              <div key={note.kind} className="notice bad stack">
                <p>
                  <strong>{say('problem.brokenLink')}</strong> {say('problem.brokenLinkHelp')} {restoreButton}
                </p>
                <ul>
                  {note.problems.map((problem) => (
                    <li key={`${problem.path} ${problem.expected}`}>{rest?.problemSentence(problem, say)}</li>
                  ))}
                </ul>
              </div>
            );
          case 'offline':
            return (
              <p key={note.kind} className="notice warn">
                {say('assess.offline')}
              </p>
            );
          case 'no-storage':
            return (
              <p key={note.kind} className="small soft">
                {say('assess.noStorage')}
              </p>
            );
          default:
            return (
              <p key={note.kind} className="small soft">
                {say('assess.unreadableDraft')}
              </p>
            );
        }
      })}
    </div>
  );
}
