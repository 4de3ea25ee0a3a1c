import { useResultWords } from './words.ts';

/** Whether a version such as 1.10 came after another such as 1.9. */
function isAfter(version: string, other: string): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  const [c = 0, d = 0] = other.split('.').map(Number);
  return a > c || (a === c && b > d);
}

type Props = { made: string | undefined; today: string; versions: readonly string[]; changes: string };

/** Says when a link was made with other rules than today's, and what has changed since. */
export function RulesNotice({ made, today, versions, changes }: Props) {
  const { say, texts } = useResultWords();
  if (made === undefined || made === today) return null;
  const isNewer = isAfter(made, today);
  const since = isNewer ? [] : versions.filter((version) => isAfter(version, made));
  return (
    <div className="notice warn" role="status">
      <p>
        {say(isNewer ? 'result.newerRules' : 'result.olderRules', { made, today })}{' '}
        <a href={changes}>{say('result.allChanges')}</a>
      </p>
      {since.length > 0 && (
        <details>
          <summary>{say('result.changedSince')}</summary>
          {since.map((version) => (
            <div key={version}>
              <p>
                <strong>{say('site.rules', { version })}</strong>
              </p>
              <ul>
                {(texts.changelog[version] ?? []).map((entry) => (
                  <li key={entry}>{entry}</li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      )}
    </div>
  );
}
