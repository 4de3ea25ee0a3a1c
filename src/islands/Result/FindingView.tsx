import type { Finding, LimitReference, Outcome } from '../../schema/assessment.ts';
import { Glyph, type GlyphName } from '../parts/Glyph.tsx';
import { Rich } from '../parts/Rich.tsx';
import { Source } from './Source.tsx';
import { useResultWords } from './words.ts';

const GLYPHS: { readonly [O in Outcome]: GlyphName } = {
  pass: 'holds',
  concern: 'raise',
  blocker: 'cannot',
  unknown: 'unknown',
  'not-applicable': 'note',
};

function Limit({ limit }: { limit: LimitReference }) {
  const { hop, limit: name, amount } = useResultWords();
  return (
    <li>
      {limit.hop ? `${hop(limit.hop)}: ` : ''}
      {name(limit.key)} {amount(limit.key, limit.value)} <Source source={limit.source} checked={limit.checked} />
    </li>
  );
}

type Props = { finding: Finding /** Whether what it rests on can be opened. */; withBasis?: boolean };

/** One finding: what, why and what to do, and what it was made from. */
export function FindingView({ finding, withBasis = false }: Props) {
  const { say, finding: word, question } = useResultWords();
  const { title, what, why, do: todo } = word(finding);
  const { outcome, answers, missing, limits } = finding;
  // All there is to say of a finding without answers is which ones it waits for.
  const isOpen = outcome === 'unknown' && missing.length > 0;
  const names = (ids: typeof answers) => ids.map(question).join(say('assess.separator'));
  return (
    <li className={`finding ${GLYPHS[outcome]}`}>
      <Glyph name={GLYPHS[outcome]} />
      <div>
        <p>
          <strong>{title}</strong> <span className="hidden-text">({say(`outcome.${outcome}`)})</span>{' '}
          {isOpen ? (
            <span className="soft">{say('result.waitsFor', { names: names(missing) })}</span>
          ) : (
            <Rich text={what} />
          )}
        </p>
        {why && (
          <p className="soft">
            <Rich text={why} />
          </p>
        )}
        {todo && (
          <p>
            <strong className="todo-label">{say('result.do')}</strong> <Rich text={todo} />
          </p>
        )}
        {!isOpen && missing.length > 0 && (
          <p className="small soft">{say('result.waitsFor', { names: names(missing) })}</p>
        )}
        {withBasis && answers.length + limits.length > 0 && (
          <details className="basis small">
            <summary>{say('result.basis')}</summary>
            {answers.length > 0 && <p>{say('result.fromAnswers', { names: names(answers) })}</p>}
            {limits.length > 0 && (
              <ul>
                {limits.map((limit) => (
                  <Limit key={`${limit.hop} ${limit.key}`} limit={limit} />
                ))}
              </ul>
            )}
          </details>
        )}
      </div>
    </li>
  );
}
