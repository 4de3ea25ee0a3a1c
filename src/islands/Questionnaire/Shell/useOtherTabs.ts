import { useCallback, useEffect } from 'react';
import type { LinkFacts } from '../../../schema/facts.ts';
import { contentOf, findDraft, keyOf } from '../../drafts/store.ts';
import type { State } from '../useQuestionnaire.ts';

/**
 * Follows what another tab does to the same draft. Where this tab holds nothing of its own, it takes the change over;
 * where it does, both are kept, as two drafts. Returns what looks whether something has happened.
 */
export function useOtherTabs({ draft, answers, put, tell, keep }: State, facts: LinkFacts): () => void {
  const look = useCallback(() => {
    const { id, seen } = draft.held.current;
    if (seen === undefined) return;
    const there = findDraft(id, facts);
    if (!there) {
      draft.begin({ id, seen: undefined, opened: '' });
      tell({ kind: 'gone' });
      return;
    }
    const content = contentOf(there.fragment);
    if (content === seen) return;
    if (contentOf(answers) !== seen) {
      keep();
      return;
    }
    draft.begin({ ...draft.held.current, seen: content });
    put(there.file);
    tell({ kind: 'followed' });
  }, [draft, answers, put, tell, keep, facts]);

  useEffect(() => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === null || key === keyOf(draft.held.current.id)) look();
    };
    // A page that was asleep gets no events.
    const onShow = () => document.visibilityState === 'visible' && look();
    window.addEventListener('storage', onStorage);
    window.addEventListener('pageshow', onShow);
    document.addEventListener('visibilitychange', onShow);
    return () => {
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('pageshow', onShow);
      document.removeEventListener('visibilitychange', onShow);
    };
  }, [draft, look]);
  return look;
}
