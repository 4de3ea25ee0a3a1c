import { type Shown, useResultWords } from '../words.ts';
import { Formulas } from './Formulas.tsx';
import { HopTable } from './HopTable.tsx';
import { Reconnects } from './Reconnects.tsx';

const PROXY_FORMULA = 'proxyReplicas';

/** What the design holds open at peak, hop by hop, and how often it comes back. */
export default function Capacity({ assessment: { capacity } }: { assessment: Shown }) {
  const { say, hop, question } = useResultWords();
  const { load, missing, hops, formulas, redis, reconnects } = capacity;
  const names = missing.map(question).join(say('assess.separator'));
  const worked = hops.filter((each) => each.formulas.length > 0);
  const isPlannedForHttp1 = hops.some((each) => each.formulas.some(({ id }) => id === PROXY_FORMULA));
  return (
    <>
      <p>{say(`capacity.${load}`)}</p>
      {missing.length > 0 && <p className="notice warn">{say('capacity.missing', { questions: names })}</p>}
      {hops.length > 0 && <HopTable capacity={capacity} />}
      {isPlannedForHttp1 && <p className="small soft">{say('capacity.countedForHttp1')}</p>}
      {formulas.length + worked.length > 0 && (
        <details className="diagram-text">
          <summary>{say('capacity.formulas')}</summary>
          {formulas.length > 0 && <Formulas formulas={formulas} />}
          {worked.map((each) => (
            <div key={each.hop}>
              <h3 className="formula-hop">{hop(each.hop)}</h3>
              <Formulas formulas={each.formulas} />
            </div>
          ))}
          {redis && redis.formulas.length > 0 && (
            <div>
              <h3 className="formula-hop">{say('capacity.redis')}</h3>
              <Formulas formulas={redis.formulas} />
            </div>
          )}
        </details>
      )}
      {reconnects && <Reconnects reconnects={reconnects} />}
    </>
  );
}
