import type { Action } from '../../schema/assessment.ts';
import { Rich } from '../parts/Rich.tsx';
import { Section } from './Section.tsx';
import { type Shown, useResultWords } from './words.ts';

const OWNERS = ['team', 'platform'] as const;

/** What there is to do, apart for the team and for the platform. */
export function Actions({ assessment }: { assessment: Shown }) {
  const words = useResultWords();
  const { say } = words;
  const item = (action: Action) => {
    const { title, detail } = words.action(action);
    return (
      <li key={`${action.kind} ${action.id} ${action.data['hop'] ?? ''}`}>
        <strong>
          <Rich text={title} />
        </strong>
        {detail && (
          <p className="soft">
            <Rich text={detail} />
          </p>
        )}
      </li>
    );
  };
  return (
    <Section id="todo">
      <div className="todo-lists">
        {OWNERS.map((owner) => {
          const own = assessment.actions.filter((action) => action.owner === owner);
          return (
            <div key={owner} className="todo-list">
              <h3>{say(`result.${owner}`)}</h3>
              {own.length === 0 ? <p className="soft">{say('result.nothingToDo')}</p> : <ol>{own.map(item)}</ol>}
            </div>
          );
        })}
      </div>
    </Section>
  );
}
