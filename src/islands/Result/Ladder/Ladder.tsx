import { Fragment, useMemo } from 'react';
import type { Judgement, LadderOrder, Rung, RungTime } from '../../../engine/ladder.ts';
import { formatDuration } from '../../../i18n/format.ts';
import { ladderOf, type Setting } from '../../../ladder.ts';
import type { AnswerFile } from '../../../schema/answers.ts';
import type { Facts } from '../../../schema/facts.ts';
import { type GlyphName, Verdict } from '../../parts/Glyph.tsx';
import { inSentences } from '../Timeline/event-words.ts';
import { type Shown, useResultWords } from '../words.ts';
import { LadderAxis, Mark, Track } from './Track.tsx';
import { isAtFault, type LadderScale, ladderScale, outcomeOf } from './view.ts';

const settings: readonly Setting[] = ['today', 'proposed'];
const VERDICTS: { readonly [O in Judgement['outcome']]: readonly [GlyphName, string] } = {
  holds: ['holds', 'ladder.in-order'],
  broken: ['cannot', 'ladder.broken'],
  unknown: ['unknown', 'ladder.not-known'],
};

/** A time in words; what is not known is not a zero, and nothing planned is neither. */
function useTime() {
  const { say, locale } = useResultWords();
  return (time: RungTime, { id, limit }: Rung): string => {
    if (time === 'open-ended') return say('ladder.openEnded');
    if (time === 'none') return say('ladder.none');
    if (time === 'unknown')
      return say(id === 'client' || id === 'keepAlive' || limit ? 'ladder.notRecorded' : 'ladder.unknown');
    return time === 0 && limit ? say('ladder.switchedOff') : formatDuration(time, locale);
  };
}

function Row({ rung, order, scale }: { rung: Rung; order: LadderOrder; scale: LadderScale }) {
  const { say, hop, limit } = useResultWords();
  const timeOf = useTime();
  const name = rung.limit ? limit(rung.limit) : say(`ladder.${rung.id}`);
  return (
    <tr className="rung">
      <th scope="row">
        {name} <span className="owner">{rung.hop ? hop(rung.hop) : say('ladder.yours')}</span>
      </th>
      <td className="rung-track">
        <Track rung={rung} order={order} scale={scale} />
      </td>
      {settings.map((setting) => (
        <td
          key={setting}
          data-label={say(`ladder.${setting}`)}
          className={isAtFault(rung, order, setting) ? 'figure at-fault' : 'figure'}
        >
          {timeOf(rung[setting], rung)}
          {isAtFault(rung, order, setting) && <span className="hidden-text"> ({say('ladder.broken')})</span>}
        </td>
      ))}
    </tr>
  );
}

function Order({ order, scale }: { order: LadderOrder; scale: LadderScale }) {
  const { say, limit, locale } = useResultWords();
  const sentence = ({ code, data }: Judgement) =>
    say(`ladder.${code}`, 'limit' in data ? { ...data, limit: limit(String(data['limit'])) } : data);
  return (
    <tbody>
      <tr className="order">
        <th scope="rowgroup">{say(`ladder.order-${order.id}`)}</th>
        <td className="rung-track">
          <LadderAxis scale={scale} />
        </td>
        {settings.map((setting) => {
          const [glyph, text] = VERDICTS[outcomeOf(order[setting])];
          return (
            <td key={setting} data-label={say(`ladder.${setting}`)}>
              <Verdict name={glyph}>{say(text)}</Verdict>
            </td>
          );
        })}
      </tr>
      {order.rungs.map((rung) => (
        <Row key={`${rung.id} ${rung.hop} ${rung.limit}`} rung={rung} order={order} scale={scale} />
      ))}
      <tr className="judgements">
        <td colSpan={4}>
          {settings.map((setting) => (
            <p key={setting} className="small">
              <strong>{say(`ladder.${setting}`)}</strong> {inSentences(order[setting].map(sentence), locale)}
            </p>
          ))}
        </td>
      </tr>
    </tbody>
  );
}

/** What the three shapes stand for. */
function Legend() {
  const { say } = useResultWords();
  const shapes = [
    ['today', false, 'ladder.legendToday'],
    ['proposed', false, 'ladder.legendProposed'],
    ['today', true, 'ladder.legendBroken'],
  ] as const;
  return (
    <p className="ladder-legend small soft" aria-hidden="true">
      {shapes.map(([kind, isBroken, text]) => (
        <Fragment key={text}>
          <svg width="20" height="42" aria-hidden="true">
            <Mark kind={kind} isBroken={isBroken} percent={50} isEndless={false} />
          </svg>
          <span>{say(text)}</span>
        </Fragment>
      ))}
    </p>
  );
}

/** Every time that has to be shorter than another one, on one scale; the table is the picture's text. */
export default function Ladder({ assessment, file, facts }: { assessment: Shown; file: AnswerFile; facts: Facts }) {
  const { say } = useResultWords();
  const orders = useMemo(() => ladderOf(assessment, file, facts), [assessment, file, facts]);
  const scale = useMemo(() => ladderScale(orders ?? []), [orders]);
  if (!orders) return <p>{say('ladder.nothingOpen')}</p>;
  return (
    <>
      <Legend />
      <table className="ladder">
        <thead>
          <tr>
            <th scope="col">{say('ladder.rung')}</th>
            <th scope="col" className="rung-track">
              {say('ladder.scale')}
            </th>
            {settings.map((setting) => (
              <th key={setting} scope="col">
                {say(`ladder.${setting}`)}
              </th>
            ))}
          </tr>
        </thead>
        {orders.map((order) => (
          <Order key={order.id} order={order} scale={scale} />
        ))}
      </table>
      <p className="small soft">{say('ladder.graceToday')}</p>
    </>
  );
}
