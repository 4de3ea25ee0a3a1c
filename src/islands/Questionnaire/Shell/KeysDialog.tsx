import { useState } from 'react';
import { choose, isChosen } from '../../drafts/settings.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useWords } from '../words.ts';

/** Keys by what they do. Letters and digits can be switched off; what the browser itself does with a key stays. */
const SINGLE = [
  ['choose', ['1', '…', '9']],
  ['notSure', ['0']],
  ['continue', ['Enter']],
  ['back', ['B']],
  ['all', ['A']],
  ['undo', ['U']],
  ['redo', ['R']],
  ['drafts', ['S']],
  ['help', ['?']],
] as const;

/** What can be done with the keyboard, and whether single keys do anything. */
export function KeysDialog({ closed }: { closed: () => void }) {
  const { say } = useWords();
  const [isOn, setOn] = useState(!isChosen('no-single-keys'));
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);
  const control = isMac ? '⌘' : 'Ctrl';
  const combined = [
    ['undo', [[control, 'Z']]],
    [
      'redo',
      [
        [control, isMac ? '⇧' : 'Shift', 'Z'],
        [control, 'Y'],
      ],
    ],
    ['browserBack', [isMac ? ['⌘', '['] : ['Alt', '←']]],
  ] as const;
  const keys = (all: readonly string[], between: string) =>
    all.map((key, index) => (
      <span key={key}>
        {index > 0 && between}
        {key === '…' ? '…' : <kbd>{key}</kbd>}
      </span>
    ));
  return (
    <Dialog title={say('keys.title')} closeLabel={say('drafts.close')} closed={closed}>
      <p className="soft">{say('keys.lead')}</p>
      <dl className="keys">
        {combined.map(([key, ways]) => (
          <div key={key}>
            <dt>
              {ways.map((way, index) => (
                <span key={way.join()}>
                  {index > 0 && ` ${say('keys.or')} `}
                  {keys(way, ' + ')}
                </span>
              ))}
            </dt>
            <dd>{say(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="option keys-switch">
        <input
          type="checkbox"
          id="single-keys"
          checked={isOn}
          onChange={({ currentTarget }) => {
            choose('no-single-keys', !currentTarget.checked);
            setOn(currentTarget.checked);
          }}
        />
        <label htmlFor="single-keys">{say('keys.single')}</label>
        <span className="option-help">{say('keys.singleHelp')}</span>
      </p>
      <dl className={isOn ? 'keys' : 'keys off'}>
        {SINGLE.map(([key, all]) => (
          <div key={key}>
            <dt>{keys(all, ' ')}</dt>
            <dd>{say(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
