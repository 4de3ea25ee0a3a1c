import { useState } from 'react';
import type { LinkFacts } from '../../../schema/facts.ts';
import { answersYaml } from '../../answers-yaml.ts';
import { download } from '../../Result/download.ts';
import type { State } from '../useQuestionnaire.ts';
import { useWords } from '../words.ts';
import { openDraft, startAnew, takeFiles } from './actions.ts';
import { DraftsDialog } from './DraftsDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { useDrop } from './useDrop.ts';
import { useHalfTyped } from './useHalfTyped.ts';
import { useOtherTabs } from './useOtherTabs.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useUndo } from './useUndo.ts';

type Props = {
  state: State;
  facts: LinkFacts;
  switchView: () => void;
  submit: () => void;
};

/** What concerns the answers as a whole: undo and redo, drafts, files, and the keyboard. */
export function Shell({ state, facts, switchView, submit }: Props) {
  const words = useWords();
  const { say } = words;
  const { file, step, back, goTo, keep, draft } = state;
  const [dialog, setDialog] = useState<'drafts' | 'keys' | undefined>();
  const { said, move, canUndo, canRedo } = useUndo(state, facts);
  useHalfTyped(state, facts);
  const look = useOtherTabs(state, facts);
  const take = (files: readonly File[]) => void takeFiles(state, facts, words, files);
  const isOver = useDrop(take);
  const anew = () => void startAnew(state, facts);
  const showDrafts = () => {
    keep();
    setDialog('drafts');
  };
  useShortcuts({
    undo: () => move('undo'),
    redo: () => move('redo'),
    back: back && (() => void goTo(back)),
    switchView: step === 'check' ? undefined : switchView,
    drafts: showDrafts,
    help: () => setDialog('keys'),
    submit: step === 'check' ? undefined : submit,
  });
  const tool = (key: string, onClick: () => void, isOff = false) => (
    <button type="button" className="link" aria-disabled={isOff || undefined} onClick={onClick}>
      {say(key)}
    </button>
  );
  const close = () => {
    setDialog(undefined);
    look(); // the open draft may have been deleted
  };
  return (
    <section className="tools-row" aria-label={say('drafts.tools')}>
      <p className="hidden-text" role="status">
        {said}
      </p>
      {tool('keys.undo', () => move('undo'), !canUndo)}
      {tool('keys.redo', () => move('redo'), !canRedo)}
      {tool('drafts.title', showDrafts)}
      <label className="link open-file">
        {say('assess.openFile')}
        <input
          id="answer-file"
          type="file"
          multiple
          className="hidden-text"
          accept=".yaml,.yml,.json,.zip"
          aria-describedby="answer-file-help"
          onChange={({ currentTarget }) => {
            take([...(currentTarget.files ?? [])]);
            currentTarget.value = ''; // so that the same file can be chosen again once it is mended
          }}
        />
      </label>
      {tool('assess.saveFile', async () => download('answers.yaml', await answersYaml(file, facts.rulesVersion)))}
      {tool('assess.restart', anew)}
      {tool('keys.title', () => setDialog('keys'))}
      <p id="answer-file-help" className="small soft">
        {say('assess.openFileHelp')}
      </p>
      {isOver && (
        <div className="drop">
          <p>{say('assess.drop')}</p>
        </div>
      )}
      {dialog === 'drafts' && (
        <DraftsDialog
          facts={facts}
          current={draft.held.current.id}
          open={(id) => void openDraft(state, facts, id)}
          startAnew={anew}
          closed={close}
        />
      )}
      {dialog === 'keys' && <KeysDialog closed={close} />}
    </section>
  );
}
