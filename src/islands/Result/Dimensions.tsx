import { dimensions } from '../../schema/tiers.ts';
import { TierBadge } from '../parts/TierBadge.tsx';
import { FindingView } from './FindingView.tsx';
import { Section } from './Section.tsx';
import { type Shown, useResultWords } from './words.ts';

/** The five subjects, each with its own tier and what set it; the highest is the tier of the whole. */
export function Dimensions({ assessment }: { assessment: Shown }) {
  const { say } = useResultWords();
  return (
    <Section id="dimensions">
      <ul className="plain dimension-list">
        {dimensions.map((id) => {
          const { tier, findings } = assessment.dimensions[id];
          return (
            <li key={id} className="dimension">
              <h3>
                {say(`subject.${id}`)}{' '}
                <TierBadge tier={tier}>{tier === null ? say('tier.none') : say('tier.short', { tier })}</TierBadge>
              </h3>
              {findings.length === 0 ? (
                <p className="soft">{say('result.nothingToCheck')}</p>
              ) : (
                <ul className="plain findings">
                  {findings.map((finding) => (
                    <FindingView key={`${finding.rule} ${finding.code}`} finding={finding} />
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
