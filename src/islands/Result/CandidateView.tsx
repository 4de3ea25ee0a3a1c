import { useState } from 'react';
import type { Candidate, Finding } from '../../schema/assessment.ts';
import { type GlyphName, Verdict } from '../parts/Glyph.tsx';
import { Rich } from '../parts/Rich.tsx';
import { TierBadge } from '../parts/TierBadge.tsx';
import { FindingView } from './FindingView.tsx';
import { type Levers, ToWin } from './ToWin.tsx';
import { useResultWords } from './words.ts';

const GLYPHS: { readonly [S in Candidate['status']]: GlyphName } = {
  recommended: 'best',
  possible: 'holds',
  'possible-with-conditions': 'raise',
  excluded: 'cannot',
};

const isNotable = ({ outcome }: Finding) => outcome !== 'pass' && outcome !== 'not-applicable';

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { say } = useResultWords();
  const notable = findings.filter(isNotable);
  const passed = findings.filter((finding) => !isNotable(finding));
  const list = (some: readonly Finding[]) => (
    <ul className="plain findings">
      {some.map((finding) => (
        <FindingView key={`${finding.rule} ${finding.code}`} finding={finding} withBasis />
      ))}
    </ul>
  );
  return (
    <>
      {notable.length > 0 && list(notable)}
      {passed.length > 0 && (
        <details className="passed">
          <summary>{say('result.passed', { count: passed.length })}</summary>
          {list(passed)}
        </details>
      )}
    </>
  );
}

/** One protocol in a line; opened, everything that was found about it and what would have to change. */
export function CandidateView({ candidate, levers }: { candidate: Candidate; levers: Levers }) {
  const { say, texts, finding, protocol, question } = useResultWords();
  const [isOpen, setOpen] = useState(false);
  const { status, tier, findings, onMenu } = candidate;
  const worst = findings.find(isNotable);
  const waits = worst?.outcome === 'unknown' && worst.missing.length > 0;
  const waiting = waits ? worst.missing.map(question).join(say('assess.separator')) : '';
  const found = waiting ? say('result.waitsFor', { names: waiting }) : worst && finding(worst).what;
  const reason = status === 'recommended' ? undefined : found;
  return (
    <details className="candidate" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong className="candidate-name chevron">{protocol(candidate.protocol)}</strong>
        <span className="candidate-status">
          <Verdict name={GLYPHS[status]}>{say(`status.${status}`)}</Verdict>
          {tier !== null && status !== 'excluded' && <TierBadge tier={tier}>{say('tier.short', { tier })}</TierBadge>}
        </span>
        <span className="candidate-reason soft">
          {reason && <Rich text={reason} />} {!onMenu && <span className="tag">{say('result.offMenu')}</span>}
        </span>
      </summary>
      {isOpen && (
        <div className="candidate-body">
          <p>
            <Rich text={texts.protocols.protocols[candidate.protocol]?.summary ?? ''} />
          </p>
          <ToWin candidate={candidate} levers={levers} />
          <Findings findings={findings} />
        </div>
      )}
    </details>
  );
}
