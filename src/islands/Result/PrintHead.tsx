import { TierBadge } from '../parts/TierBadge.tsx';
import { type Shown, useResultWords } from './words.ts';

/** A text as CSS takes it between quotes. */
const quoted = (text: string): string =>
  `"${text.replace(/[\\"\n\r\f<]/g, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;

type Props = { assessment: Shown; service: string; team: string; link: string };

/** What only paper needs: whose advice this is on every sheet, and on the first where to find it again. */
export function PrintHead({ assessment, service, team, link }: Props) {
  const { say, texts, protocol } = useResultWords();
  const { protocol: id, tier } = assessment.recommendation;
  const title = [team, service].filter(Boolean).join(' · ');
  const tierName = texts.platform.tiers[String(tier ?? 'none')]?.name ?? say('tier.none');
  const advice = id ? `${protocol(id)} · ${tierName}` : say('result.noneTitle');
  const sheets = `@page { @top-left { content: ${quoted(title)}; } @top-right { content: ${quoted(advice)}; } }`;
  return (
    <div className="print-head">
      <style media="print">{sheets}</style>
      <p>
        <strong>{title}</strong> {id && <TierBadge tier={tier}>{tierName}</TierBadge>}
      </p>
      <p className="print-link">{link}</p>
    </div>
  );
}
