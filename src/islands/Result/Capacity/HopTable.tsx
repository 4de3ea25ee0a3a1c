import type { CSSProperties } from 'react';
import { formatNumber } from '../../../i18n/format.ts';
import type { Capacity, CapacityVerdict, HopCapacity } from '../../../schema/capacity.ts';
import { type GlyphName, Verdict } from '../../parts/Glyph.tsx';
import { type ResultWords, useResultWords } from '../words.ts';

const GLYPHS: { readonly [V in CapacityVerdict]: GlyphName } = { holds: 'holds', add: 'raise', unknown: 'unknown' };
const BYTES_PER_MIB = 1024 ** 2;

/** Figures of a hop that stand in a row each; those of workers are only there for proxies. */
const FIGURES = [
  'streams',
  'connections',
  'connectionsToday',
  'replicas',
  'replicasNeeded',
  'workersPerReplica',
  'connectionsPerWorkerNeeded',
  'fileDescriptorsPerWorker',
  'memoryBytes',
  'ephemeralPorts',
] as const;
type Figure = (typeof FIGURES)[number];

/** A figure in words; undefined where the hop has none. */
function figureOf(hop: HopCapacity, figure: Figure, { say, locale }: ResultWords): string | undefined {
  const number = (value: number) => formatNumber(value, locale);
  if (figure === 'ephemeralPorts') {
    const { ephemeralPorts: ports } = hop;
    return ports ? say('capacity.portsOf', ports) : undefined;
  }
  const value = figure === 'replicas' ? hop.replicasToday : hop[figure];
  if (value === null) return undefined;
  if (figure === 'memoryBytes') return `${number(Math.round(value / BYTES_PER_MIB))} MiB`;
  return number(value);
}

/** Figures that stand there even while answers for them are missing. */
const MAIN_FIGURES: readonly Figure[] = ['streams', 'connections', 'replicasNeeded'];
const ABOUT_RECORDS: readonly Figure[] = ['connectionsToday', 'replicas', 'workersPerReplica'];
const ABOUT_WORKERS: readonly Figure[] = [
  'workersPerReplica',
  'connectionsPerWorkerNeeded',
  'fileDescriptorsPerWorker',
  'memoryBytes',
  'ephemeralPorts',
];

/** Why a figure is missing: the hop has no such thing, no record tells it, or an answer is missing. */
function absenceOf(hop: HopCapacity, figure: Figure, { say }: ResultWords): string {
  if (ABOUT_WORKERS.includes(figure) && hop.workersPerReplica === null) return say('result.notKnown');
  const waits = hop.streams === null && !ABOUT_RECORDS.includes(figure);
  return say(waits ? 'capacity.notKnown' : 'capacity.notRecorded');
}

/** Every hop with what it holds and what it would need; the shared Redis beside them where there is one. */
export function HopTable({ capacity: { hops, redis, missing } }: { capacity: Capacity }) {
  const words = useResultWords();
  const { say, hop: nameOf, locale } = words;
  const waits = (figure: Figure) => missing.length > 0 && MAIN_FIGURES.includes(figure);
  const shown = FIGURES.filter(
    (figure) => waits(figure) || hops.some((hop) => figureOf(hop, figure, words) !== undefined),
  );
  const redisValue = (figure: Figure) => {
    if (figure === 'connectionsToday') return formatNumber(redis?.clientsToday ?? 0, locale);
    if (figure !== 'connections') return say('result.notKnown');
    return redis?.clients === null ? say('capacity.notKnown') : formatNumber(redis?.clients ?? 0, locale);
  };
  return (
    <table className="hop-table" style={{ '--columns': hops.length + (redis ? 1 : 0) } as CSSProperties}>
      <thead>
        <tr>
          <td />
          {hops.map(({ hop }) => (
            <th key={hop} scope="col">
              {nameOf(hop)}
            </th>
          ))}
          {redis && <th scope="col">{say('capacity.redis')}</th>}
        </tr>
      </thead>
      <tbody>
        {shown.map((figure) => (
          <tr key={figure}>
            <th scope="row">{say(`capacity.${figure}`)}</th>
            {hops.map((hop) => {
              const value = figureOf(hop, figure, words);
              return (
                <td key={hop.hop} className={value === undefined ? 'soft' : 'figure'}>
                  {value ?? absenceOf(hop, figure, words)}
                </td>
              );
            })}
            {redis && <td className="figure">{redisValue(figure)}</td>}
          </tr>
        ))}
        <tr className="verdicts">
          <th scope="row">{say('result.verdictColumn')}</th>
          {[...hops, ...(redis ? [{ hop: 'redis', verdict: redis.verdict }] : [])].map(({ hop, verdict }) => (
            <td key={hop}>
              <Verdict name={GLYPHS[verdict]}>{say(`capacity.${verdict}`)}</Verdict>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
