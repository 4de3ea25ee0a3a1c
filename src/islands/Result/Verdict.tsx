import type { HopLimit } from '../../schema/assessment.ts';
import type { Facts } from '../../schema/facts.ts';
import { type GlyphName, Verdict as VerdictChip } from '../parts/Glyph.tsx';
import { HopStrip } from '../parts/HopStrip.tsx';
import { TierBadge } from '../parts/TierBadge.tsx';
import { FirstStep } from './FirstStep.tsx';
import { goToSection, type Section } from './sections.ts';
import { type Shown, useResultWords } from './words.ts';

const WORST: readonly HopLimit['verdict'][] = ['cannot', 'raise', 'unknown', 'holds'];

/** The hops of the path with the worst verdict on each. */
function useStrip(assessment: Shown, facts: Facts) {
  const { hop, limit, amount, say } = useResultWords();
  const ids = facts.platform.paths[assessment.path]?.hops ?? [];
  const note = (row: HopLimit) => {
    const today = amount(row.limit, row.today);
    const isKept = row.proposed === null || row.proposed === row.today;
    return say(isKept ? 'result.hopKept' : 'result.hopRaised', {
      limit: limit(row.limit),
      today,
      proposed: isKept ? today : amount(row.limit, row.proposed ?? row.today),
    });
  };
  return ids.map((id) => {
    const rows = assessment.hops.filter((row) => row.hop === id);
    const verdict: GlyphName | undefined = WORST.find((each) => rows.some((row) => row.verdict === each));
    const narrow = rows.find(({ bottleneck }) => bottleneck);
    return {
      id,
      name: hop(id),
      notes: rows.map(note),
      ...(verdict && { verdict }),
      bottleneck: narrow && say('result.bottleneck'),
      narrowNote: narrow && note(narrow),
    };
  });
}

type Props = { assessment: Shown; facts: Facts; address: (id: Section) => string };

/** The first screen: protocol, tier, why, what each hop does, how sure it is, and what to do next. */
export function Verdict({ assessment, facts, address }: Props) {
  const { say, texts, protocol: protocolName, amount, names, hop } = useResultWords();
  const strip = useStrip(assessment, facts);
  const narrow = assessment.hops.find(({ bottleneck }) => bottleneck);
  const { recommendation, answers, path } = assessment;
  const { protocol, companions, tier, confidence, recycleSeconds, heartbeatSeconds } = recommendation;
  const words = protocol ? texts.protocols.protocols[protocol] : undefined;
  const tierWords = texts.platform.tiers[String(tier ?? 'none')];
  const useCase = answers.useCase ? names.questions['useCase']?.options?.[answers.useCase]?.label : undefined;
  const figure = (id: string, value: string, note?: string) => (
    <div key={id}>
      <dt>{say(`result.${id}`)}</dt>
      <dd>
        {value}
        {note && <span className="figure-note">{note}</span>}
      </dd>
    </div>
  );
  return (
    <header className="verdict-panel">
      <p className="eyebrow">
        {useCase && <span>{useCase}</span>}
        <span>{texts.platform.paths[path]?.name ?? path}</span>
      </p>
      <div className="verdict-title">
        <h1 tabIndex={-1}>{words?.name ?? say('result.noneTitle')}</h1>
        {protocol && <TierBadge tier={tier}>{tierWords?.name ?? say('tier.none')}</TierBadge>}
        {protocol && confidence.level === 'low' && (
          <VerdictChip name="unknown">{say('result.provisional')}</VerdictChip>
        )}
      </div>
      {words ? (
        <p className="lead-sentence">
          {say('result.because', { because: words.because })}{' '}
          {companions.length > 0 &&
            say('result.companions', { names: companions.map(protocolName).join(say('assess.separator')) })}
        </p>
      ) : (
        <p className="lead-sentence">{say('result.noneHelp')}</p>
      )}
      {protocol && <p className="soft">{tierWords?.summary}</p>}
      <dl className="figures">
        {narrow && figure('bottleneck', hop(narrow.hop), strip.find(({ id }) => id === narrow.hop)?.narrowNote)}
        {figure('confidence', say(`result.${confidence.level}`))}
        {figure('openCount', String(confidence.open.length))}
      </dl>
      <FirstStep assessment={assessment} address={address} go={goToSection} />
      {protocol && <HopStrip hops={strip} label={say('result.path')} />}
      {(recycleSeconds !== null || heartbeatSeconds !== null) && (
        <dl className="figures">
          {recycleSeconds !== null && figure('recycle', amount('recycleSeconds', recycleSeconds))}
          {heartbeatSeconds !== null && figure('heartbeat', say('result.every', { heartbeatSeconds }))}
        </dl>
      )}
    </header>
  );
}
