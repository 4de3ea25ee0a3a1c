import { ExternalLink } from 'lucide';
import { Icon } from '../parts/Icon.tsx';
import { useResultWords } from './words.ts';

type Props = { source: string; checked: string };

/** Where a value was read and when: a page of its maker, or a decision record of the platform. */
export function Source({ source, checked }: Props) {
  const { say } = useResultWords();
  if (!source.startsWith('https://')) {
    return (
      <span className="source">
        {say('result.decision')} <code>{source.replace('decisions/', '')}</code>, {checked}
      </span>
    );
  }
  return (
    <span className="source">
      <a href={source} rel="noreferrer">
        {new URL(source).hostname} <Icon of={ExternalLink} />
      </a>
      , {say('result.checked', { date: checked })}
    </span>
  );
}
