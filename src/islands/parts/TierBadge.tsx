import type { Tier } from '../../schema/tiers.ts';

const TIERS: readonly Tier[] = [1, 2, 3];

/** A support tier in words, with as many filled bars as its number. */
export function TierBadge({ tier, children }: { tier: Tier | null; children: string }) {
  return (
    <span className={`tier tier-${tier ?? 'none'}`}>
      {tier !== null && (
        <span className="bars" aria-hidden="true">
          {TIERS.map((each) => (
            <i key={each} className={each <= tier ? 'on' : ''} />
          ))}
        </span>
      )}
      {children}
    </span>
  );
}
