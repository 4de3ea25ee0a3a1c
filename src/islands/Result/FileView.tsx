import { useState } from 'react';
import type { GeneratedFile } from '../../schema/assessment.ts';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { useResultWords } from './words.ts';

type Props = { file: GeneratedFile; wrap: boolean; startsOpen: boolean };

/** One file: what it is for, where it goes, and its text to take along. */
export function FileView({ file, wrap, startsOpen }: Props) {
  const { say, file: word } = useResultWords();
  const [isOpen, setOpen] = useState(startsOpen);
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
          <p className="file-actions no-print">
            <CopyButton text={() => file.text} className="button slim">
              {say('result.copy')}
            </CopyButton>
            <button type="button" className="button quiet slim" onClick={() => download(file.name, file.text)}>
              {say('result.download')}
            </button>
          </p>
          <Code text={file.text} language={file.language} label={file.name} wrap={wrap} />
        </div>
      )}
    </details>
  );
}
