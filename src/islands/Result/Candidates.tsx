import { useState } from 'react';
import type { Assessment, Candidate, Finding } from '../../schema/assessment.ts';
import { type GlyphName, Verdict } from '../parts/Glyph.tsx';
import { Rich } from '../parts/Rich.tsx';
import { TierBadge } from '../parts/TierBadge.tsx';
import { FindingView } from './FindingView.tsx';
import { Section } from './Section.tsx';
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

function ToWin({ candidate }: { candidate: Candidate }) {
  const { say, question, finding } = useResultWords();
  const { answers, insteadOf } = candidate.toWin;
  if (candidate.status === 'recommended' || answers.length + (insteadOf ? 1 : 0) === 0) return null;
  return (
    <p className="to-win">
      <strong>{say('result.toWin')}</strong>{' '}
      {answers.length > 0 && say('result.toWinAnswers', { names: answers.map(question).join(say('assess.separator')) })}{' '}
      {insteadOf && say('result.toWinNeed', { need: finding({ rule: insteadOf, code: 'needed', data: {} }).what })}
    </p>
  );
}

function CandidateView({ candidate }: { candidate: Candidate }) {
  const { say, texts, finding, protocol } = useResultWords();
  const [isOpen, setOpen] = useState(false);
  const { status, tier, findings, onMenu } = candidate;
  const worst = findings.find(isNotable);
  const reason = status === 'recommended' ? undefined : worst && finding(worst).what;
  return (
    <details className="candidate" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <strong className="candidate-name">{protocol(candidate.protocol)}</strong>
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
          <ToWin candidate={candidate} />
          <Findings findings={findings} />
        </div>
      )}
    </details>
  );
}

/** Every protocol, best first, with everything that was found about it and what would have to change. */
export function Candidates({ assessment }: { assessment: Assessment }) {
  const { say } = useResultWords();
  const { candidates } = assessment;
  const lead = candidates[0]?.status === 'recommended' ? candidates[0].need : undefined;
  // What led to the recommendation, and what may still lead elsewhere; the rest of the needs had no say.
  const needs = assessment.needs.filter(({ rule, outcome }) => rule === lead || outcome === 'unknown');
  return (
    <Section id="why">
      {needs.length > 0 && (
        <div className="stack">
          <h3>{say('result.needs')}</h3>
          <ul className="plain findings">
            {needs.map((need) => (
              <FindingView key={need.rule} finding={need} withBasis />
            ))}
          </ul>
        </div>
      )}
      <h3>{say('result.candidates')}</h3>
      <div className="candidates">
        {candidates.map((candidate) => (
          <CandidateView key={candidate.protocol} candidate={candidate} />
        ))}
      </div>
    </Section>
  );
}
