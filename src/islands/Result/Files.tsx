import { useState } from 'react';
import type { GeneratedFile } from '../../schema/assessment.ts';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { Section } from './Section.tsx';
import { useResultWords } from './words.ts';

type FileProps = { file: GeneratedFile; wrap: boolean; startsOpen: boolean };

function FileView({ file, wrap, startsOpen }: FileProps) {
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

/** The generated configuration: where each file goes, what it is for, and its text to take along. */
export function Files({ files }: { files: readonly GeneratedFile[] }) {
  const { say } = useResultWords();
  const [wrap, setWrap] = useState(true);
  return (
    <Section id="files">
      {files.length === 0 ? (
        <p>{say('result.noFiles')}</p>
      ) : (
        <>
          <label className="wrap-switch no-print">
            <input type="checkbox" checked={wrap} onChange={({ currentTarget }) => setWrap(currentTarget.checked)} />{' '}
            {say('result.wrap')}
          </label>
          <div className="files">
            {files.map((file, index) => (
              <FileView key={file.name} file={file} wrap={wrap} startsOpen={index === 0} />
            ))}
          </div>
        </>
      )}
    </Section>
  );
}
