import type { HopLimit } from '../../schema/assessment.ts';
import { Verdict } from '../parts/Glyph.tsx';
import { Section } from './Section.tsx';
import { Source } from './Source.tsx';
import { type Shown, useResultWords } from './words.ts';

function Row({ row }: { row: HopLimit }) {
  const { say, hop, limit, amount, texts } = useResultWords();
  const value = (number: number | null) => (number === null ? say('result.notKnown') : amount(row.limit, number));
  const cell = (id: string, text: string) => (
    <td data-label={say(`result.${id}`)} className="figure">
      {text}
    </td>
  );
  return (
    <tr className={row.bottleneck ? 'is-bottleneck' : ''}>
      <th scope="row">
        {hop(row.hop)}
        {row.bottleneck && <span className="flag">{say('result.bottleneck')}</span>}
      </th>
      <td data-label={say('result.limit')}>
        <strong>{limit(row.limit)}</strong> <span className="tag">{say(`kind.${row.kind}`)}</span>
        <p className="small soft">{texts.platform.limits[row.limit]?.help}</p>
      </td>
      {cell('today', value(row.today))}
      {cell('needed', value(row.needed))}
      {cell('proposed', row.proposed === null ? say('result.noValue') : value(row.proposed))}
      <td data-label={say('result.verdictColumn')}>
        <Verdict name={row.verdict}>{say(`verdict.${row.verdict}`)}</Verdict>
      </td>
      <td data-label={say('result.source')} className="small">
        <Source source={row.source} checked={row.checked} />
      </td>
    </tr>
  );
}

/** Every time limit on the way, hop by hop; on a phone each one is a card. */
export function PathTable({ assessment }: { assessment: Shown }) {
  const { say } = useResultWords();
  const { hops } = assessment;
  const columns = ['hop', 'limit', 'today', 'needed', 'proposed', 'verdictColumn', 'source'];
  return (
    <Section id="path">
      {hops.length === 0 ? (
        <p>{say('result.noLimits')}</p>
      ) : (
        <table className="path-table">
          <thead>
            <tr>
              {columns.map((id) => (
                <th key={id} scope="col">
                  {say(`result.${id}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hops.map((row) => (
              <Row key={`${row.hop} ${row.limit}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
