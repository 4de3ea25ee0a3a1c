import { useEffect, useState } from 'react';
import type { Path } from '../../engine/path.ts';
import type { ChangedLine, LimitChanges } from '../../limit-changes.ts';
import type { GeneratedFile } from '../../schema/assessment.ts';
import { useResultWords } from './words.ts';

/** Unchanged lines shown around a change, so that its place can be found. */
const AROUND = 3;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

/** Lines near a change, with a gap where others are left out. */
function nearChanges(lines: readonly ChangedLine[]): (ChangedLine | number)[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
  return lines.reduce<(ChangedLine | number)[]>((shown, line, index) => {
    const last = shown.at(-1);
    if (isNear(index)) shown.push(line);
    else if (typeof last === 'number') shown[shown.length - 1] = last + 1;
    else shown.push(1);
    return shown;
  }, []);
}

function Lines({ lines, label, wrap }: { lines: readonly ChangedLine[]; label: string; wrap: boolean }) {
  const { say } = useResultWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="code diff" tabIndex={0} aria-label={label}>
      <pre className={wrap ? 'wrap' : ''}>
        {nearChanges(lines).map((line, index) => {
          if (typeof line === 'number')
            return (
              <span key={index} className="diff-gap">
                {say('result.unchangedLines', { count: line })}
              </span>
            );
          const { kind, text } = line;
          const Line = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span';
          return (
            <Line key={index} className="diff-line">
              <span aria-hidden="true">{SIGNS[kind]} </span>
              {kind !== 'same' && <span className="hidden-text">{say(`result.${kind}Line`)} </span>}
              {text}
            </Line>
          );
        })}
      </pre>
    </section>
  );
}

/** What a file changes of today's limits, or why that cannot be told. */
export function Changes({ made, path, wrap }: { made: GeneratedFile; path: Path; wrap: boolean }) {
  const { say } = useResultWords();
  const [found, setFound] = useState<LimitChanges | 'failed' | undefined>();
  useEffect(() => {
    let isCurrent = true;
    import('../../limit-changes.ts')
      .then(({ limitChanges }) => limitChanges(made, path))
      .catch(() => 'failed' as const)
      .then((changes) => isCurrent && setFound(changes));
    return () => {
      isCurrent = false;
    };
  }, [made, path]);
  if (found === undefined) return <p className="soft">{say('result.loading')}</p>;
  if (found === 'failed') return <p role="alert">{say('result.offline')}</p>;
  if (found.kind !== 'changed') return <p>{say(`result.${found.kind}Limits`)}</p>;
  return (
    <>
      <p className="small soft measure">{say('result.changedLimits')}</p>
      <Lines lines={found.lines} label={say('result.changesOf', { name: made.name })} wrap={wrap} />
    </>
  );
}
