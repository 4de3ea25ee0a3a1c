import { useEffect, useRef, useState } from 'react';
import type { LinkFacts } from '../../../schema/facts.ts';
import { answersYaml } from '../../answers-yaml.ts';
import { draftNames } from '../../drafts/names.ts';
import {
  addDraft,
  type Draft,
  keyOf,
  listDrafts,
  putBack,
  removeEntry,
  renameDraft,
  type Unreadable,
} from '../../drafts/store.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { download } from '../../Result/download.ts';
import { useWords } from '../words.ts';
import { DraftRow } from './DraftRow.tsx';
import { saveAll } from './save-all.ts';

type Removed = Unreadable & { readonly name: string };
type Props = {
  facts: LinkFacts;
  /** The draft that is open. */
  current: string;
  open: (id: string) => void;
  startAnew: () => void;
  closed: () => void;
};

/** All drafts of this browser, and what can be done with them. */
export function DraftsDialog({ facts, current, open, startAnew, closed }: Props) {
  const words = useWords();
  const { say } = words;
  const box = useRef<HTMLDialogElement>(null);
  const status = useRef<HTMLParagraphElement>(null);
  const [shelf, setShelf] = useState(() => listDrafts(facts));
  const [removed, setRemoved] = useState<readonly Removed[]>([]);
  const [said, setSaid] = useState('');
  const look = () => setShelf(listDrafts(facts));
  useEffect(() => {
    const onStorage = () => setShelf(listDrafts(facts));
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [facts]);

  const { drafts = [], unreadable = [] } = shelf ?? {};
  const names = draftNames(drafts, words);
  const nameOf = (draft: Draft) => names.get(draft.id) ?? '';
  const leave = (then: () => void) => {
    box.current?.close();
    then();
  };
  const remove = (key: string, name: string) => {
    const entry = removeEntry(key);
    if (!entry) return;
    setRemoved((all) => [...all, { ...entry, name }]);
    setSaid(say('drafts.removed', { name }));
    look();
    status.current?.focus();
  };
  const undo = () => {
    const last = removed.at(-1);
    if (!last) return;
    setSaid(say(putBack(last) === 'kept' ? 'drafts.putBack' : 'drafts.notKept', { name: last.name }));
    setRemoved(removed.slice(0, -1));
    look();
    status.current?.focus();
  };
  const copy = (draft: Draft) => {
    const name = say('drafts.copyOf', { name: nameOf(draft) });
    const { kept } = addDraft(draft.fragment, name.slice(0, 80));
    setSaid(say(kept === 'kept' ? 'drafts.copied' : 'drafts.notKept', { name }));
    look();
  };
  const rename = (draft: Draft, to: string) => {
    if (to.trim() === nameOf(draft)) return;
    if (renameDraft(draft, to) !== 'kept') setSaid(say('drafts.notKept', { name: to }));
    look();
  };
  return (
    <Dialog title={say('drafts.title')} closeLabel={say('drafts.close')} closed={closed} handle={box}>
      <p className="soft">{say(shelf === null ? 'assess.noStorage' : 'drafts.lead')}</p>
      <p ref={status} tabIndex={-1} role="status" className={said ? 'notice' : 'hidden-text'}>
        {said}{' '}
        {removed.length > 0 && (
          <button type="button" className="link" onClick={undo}>
            {say('drafts.undo', { name: removed.at(-1)?.name ?? '' })}
          </button>
        )}
      </p>
      {shelf !== null && drafts.length === 0 && <p>{say('drafts.none')}</p>}
      <ul className="plain drafts">
        {drafts.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            name={nameOf(draft)}
            isCurrent={draft.id === current}
            open={() => leave(() => open(draft.id))}
            rename={(to) => rename(draft, to)}
            copy={() => copy(draft)}
            save={async () => download('answers.yaml', await answersYaml(draft.file, facts.rulesVersion))}
            remove={() => remove(keyOf(draft.id), nameOf(draft))}
          />
        ))}
      </ul>
      {unreadable.length > 0 && (
        <section className="stack" aria-labelledby="unreadable-title">
          <h3 id="unreadable-title">{say('drafts.unreadable')}</h3>
          <p className="soft small">{say('drafts.unreadableHelp')}</p>
          <ul className="plain drafts">
            {unreadable.map(({ key, text }) => (
              <li key={key} className="draft">
                <p className="draft-text">
                  <code>{text.slice(0, 120)}</code>
                </p>
                <p className="draft-actions">
                  <button type="button" className="link" onClick={() => download('draft.txt', text)}>
                    {say('drafts.save')}
                    <span className="hidden-text"> draft.txt</span>
                  </button>
                  <button type="button" className="link" onClick={() => remove(key, 'draft.txt')}>
                    {say('drafts.remove')}
                    <span className="hidden-text"> draft.txt</span>
                  </button>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="dialog-actions">
        <button type="button" className="button slim" onClick={() => leave(startAnew)}>
          {say('drafts.new')}
        </button>
        {drafts.length > 1 && (
          <button
            type="button"
            className="button quiet slim"
            onClick={() => saveAll(drafts, names, facts.rulesVersion)}
          >
            {say('drafts.saveAll', { count: drafts.length })}
          </button>
        )}
      </p>
    </Dialog>
  );
}
