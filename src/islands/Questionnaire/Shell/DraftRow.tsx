import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { languageTags } from '../../../i18n/format.ts';
import { useCaseOf } from '../../drafts/names.ts';
import type { Draft } from '../../drafts/store.ts';
import { whenChanged } from '../../drafts/when.ts';
import { useWords } from '../words.ts';

type Props = {
  draft: Draft;
  name: string;
  isCurrent: boolean;
  open: () => void;
  rename: (name: string) => void;
  copy: () => void;
  save: () => void;
  remove: () => void;
};

/** One draft of the list: what it is, when it changed, and what can be done with it. */
export function DraftRow({ draft, name, isCurrent, open, rename, copy, save, remove }: Props) {
  const words = useWords();
  const { say, locale } = words;
  const [isNaming, setNaming] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!isNaming) return;
    field.current?.focus();
    field.current?.select();
  }, [isNaming]);
  const finish = (event?: FormEvent) => {
    event?.preventDefault();
    if (event) rename(field.current?.value ?? name);
    setNaming(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const count = Object.values(draft.file.answers).filter((answer) => answer !== undefined).length;
  const changed = new Date(draft.changed);
  const useCase = useCaseOf(draft.file, words);
  const act = (key: string, onClick: () => void) => (
    <button type="button" className="link" onClick={onClick}>
      {say(`drafts.${key}`)}
      <span className="hidden-text"> {name}</span>
    </button>
  );
  return (
    <li className="draft" aria-current={isCurrent || undefined}>
      {isNaming ? (
        <form className="draft-name" onSubmit={finish}>
          <label>
            <span className="hidden-text">{say('drafts.nameOf', { name })}</span>
            <input
              ref={field}
              type="text"
              className="text"
              maxLength={80}
              defaultValue={name}
              autoComplete="off"
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.preventDefault(); // leaves the name alone, and the dialog open
                finish();
              }}
            />
          </label>
          <button type="submit" className="button slim">
            {say('drafts.keepName')}
          </button>
          <button type="button" className="button quiet slim" onClick={() => finish()}>
            {say('drafts.cancel')}
          </button>
        </form>
      ) : (
        <p className="draft-title">
          <button type="button" className="link draft-open" onClick={open}>
            <span className="hidden-text">{say('drafts.open')} </span>
            {name}
          </button>
          {isCurrent && <span className="tag">{say('drafts.current')}</span>}
        </p>
      )}
      <p className="small soft">
        {[useCase === name ? undefined : useCase, say('drafts.count', { count })].filter(Boolean).join(' · ')}
        {' · '}
        <time dateTime={changed.toISOString()} title={changed.toLocaleString(languageTags[locale])}>
          {whenChanged(draft.changed, Date.now(), locale)}
        </time>
      </p>
      <p className="draft-actions">
        <button ref={button} type="button" className="link" onClick={() => setNaming(true)}>
          {say('drafts.rename')}
          <span className="hidden-text"> {name}</span>
        </button>
        {act('copy', copy)}
        {act('save', save)}
        {act('remove', remove)}
      </p>
    </li>
  );
}
