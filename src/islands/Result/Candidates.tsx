import type { Finding } from '../../schema/assessment.ts';
import { CandidateView } from './CandidateView.tsx';
import { FindingView } from './FindingView.tsx';
import { Section } from './Section.tsx';
import type { Levers } from './ToWin.tsx';
import { type Shown, useResultWords } from './words.ts';

function Needs({ needs }: { needs: readonly Finding[] }) {
  return (
    <ul className="plain findings">
      {needs.map((need) => (
        <FindingView key={need.rule} finding={need} withBasis />
      ))}
    </ul>
  );
}

/** What led to the recommendation, what may still lead elsewhere, and every protocol, best first. */
export function Candidates({ assessment, levers }: { assessment: Shown; levers: Levers }) {
  const { say } = useResultWords();
  const { candidates, needs } = assessment;
  const lead = candidates[0]?.status === 'recommended' ? candidates[0].need : undefined;
  const decided = needs.filter(({ rule }) => rule === lead);
  const undecided = needs.filter(({ rule, outcome }) => rule !== lead && outcome === 'unknown');
  return (
    <Section id="why">
      {decided.length + undecided.length > 0 && <h3>{say('result.needs')}</h3>}
      {decided.length > 0 && <Needs needs={decided} />}
      {undecided.length > 0 && (
        <details className="passed">
          <summary>{say('result.undecided', { count: undecided.length })}</summary>
          <Needs needs={undecided} />
        </details>
      )}
      <h3>{say('result.candidates')}</h3>
      <div className="candidates">
        {candidates.map((candidate) => (
          <CandidateView key={candidate.protocol} candidate={candidate} levers={levers} />
        ))}
      </div>
    </Section>
  );
}
