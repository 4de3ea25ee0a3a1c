import { Download } from 'lucide';
import { useState } from 'react';
import type { Path } from '../../engine/path.ts';
import type { FileLanguage, GeneratedFile } from '../../schema/assessment.ts';
import { Icon } from '../parts/Icon.tsx';
import { Changes } from './Changes.tsx';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { useResultWords } from './words.ts';

type Props = { file: GeneratedFile; path: Path; wrap: boolean; startsOpen: boolean };

/** What settings are written in; programs and documents are not compared. */
const SETTINGS: readonly FileLanguage[] = ['nginx', 'yaml'];

/** One file: what it is for, where it goes, its text to take along, and what it changes of today's limits. */
export function FileView({ file, path, wrap, startsOpen }: Props) {
  const { say, file: word } = useResultWords();
  const [isOpen, setOpen] = useState(startsOpen);
  const [view, setView] = useState<'wholeFile' | 'fromToday'>('wholeFile');
  const isSettings = SETTINGS.includes(file.language) && file.kind !== 'answers-file';
  return (
    <details className="file" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="file-name">{file.name}</span>
        <span className="soft small">{word(file.purpose)}</span>
      </summary>
      {isOpen && (
        <div className="file-body">
          <p className="place">
            <strong>{say('result.place')}</strong> {word(file.place)}
          </p>
          <div className="file-actions no-print">
            <CopyButton text={() => file.text} className="button slim">
              {say('result.copy')}
            </CopyButton>
            <button type="button" className="button quiet slim" onClick={() => download(file.name, file.text)}>
              <Icon of={Download} />
              {say('result.download')}
            </button>
            {isSettings && (
              <fieldset className="zoom">
                <legend className="hidden-text">{say('result.shown')}</legend>
                {(['wholeFile', 'fromToday'] as const).map((id) => (
                  <button
                    key={id}
                    type="button"
                    className="button quiet slim"
                    aria-pressed={view === id}
                    onClick={() => setView(id)}
                  >
                    {say(`result.${id}`)}
                  </button>
                ))}
              </fieldset>
            )}
          </div>
          {view === 'wholeFile' ? (
            <Code text={file.text} language={file.language} label={file.name} wrap={wrap} />
          ) : (
            <Changes made={file} path={path} wrap={wrap} />
          )}
        </div>
      )}
    </details>
  );
}
