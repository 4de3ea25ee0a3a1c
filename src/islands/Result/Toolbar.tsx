import { FolderDown, Pencil, Printer } from 'lucide';
import { useState } from 'react';
import { Icon } from '../parts/Icon.tsx';
import { CopyButton } from './CopyButton.tsx';
import { goToSection, type Section } from './sections.ts';
import { printPage } from './usePrint.ts';
import { useResultWords } from './words.ts';

type Props = { link: string; assess: string; address: (id: Section) => string };

/** What to do with the whole: share it, print it, take it along, change it. */
export function Toolbar({ link, assess, address }: Props) {
  const { say } = useResultWords();
  const [isPreparing, setPreparing] = useState(false);
  const print = async () => {
    setPreparing(true);
    await printPage();
    setPreparing(false);
  };
  return (
    <div className="toolbar no-print">
      <CopyButton text={() => link} className="button slim">
        {say('result.copyLink')}
      </CopyButton>
      <button type="button" className="button quiet slim" onClick={print}>
        <Icon of={Printer} />
        {say('result.print')}
      </button>
      <a
        className="button quiet slim"
        href={address('export')}
        onClick={(event) => {
          event.preventDefault();
          goToSection('export');
        }}
      >
        <Icon of={FolderDown} />
        {say('result.toExport')}
      </a>
      <a className="button quiet slim" href={assess}>
        <Icon of={Pencil} />
        {say('result.changeAnswers')}
      </a>
      <span role="status" className="copy-state">
        {isPreparing && say('result.preparing')}
      </span>
    </div>
  );
}
