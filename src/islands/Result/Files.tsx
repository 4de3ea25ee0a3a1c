import { useState } from 'react';
import type { Path } from '../../engine/path.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { GeneratedFile } from '../../schema/assessment.ts';
import type { TargetKey } from '../../schema/target.ts';
import { downloadAll } from './exports.ts';
import { FileView } from './FileView.tsx';
import { Section } from './Section.tsx';
import { TargetChoice, targetName } from './TargetChoice.tsx';
import { type Shown, useResultWords } from './words.ts';

/** The kinds of files in their order, each with its files. */
function byKind(files: readonly GeneratedFile[]): [kind: string, files: GeneratedFile[]][] {
  const kinds = new Map<string, GeneratedFile[]>();
  for (const file of files) kinds.set(file.kind, [...(kinds.get(file.kind) ?? []), file]);
  return [...kinds];
}

type Props = {
  isWriting: boolean;
  assessment: Shown;
  path: Path;
  file: AnswerFile;
  change: (file: AnswerFile, text: string) => void;
};

/** The generated files by kind: where each goes, what it is for, its text; and what was not made, with the reason. */
export function Files({ isWriting, assessment, path, file, change }: Props) {
  const { say, file: word } = useResultWords();
  const [wrap, setWrap] = useState(true);
  const { files, absentFiles, target, targetChoices } = assessment;
  const groups = byKind(files.filter(({ language }) => language !== 'mermaid'));
  if (files.length === 0)
    return (
      <Section id="files">
        <p role="status">{say(isWriting ? 'result.writing' : 'result.noFiles')}</p>
      </Section>
    );
  const choose = (id: TargetKey, value: string) =>
    change(
      { ...file, target: { ...file.target, [id]: value } as AnswerFile['target'] },
      say('result.changed', {
        name: say(`target.${id}`),
        before: targetName(id, target[id], say),
        after: targetName(id, value, say),
      }),
    );
  return (
    <Section id="files">
      <p className="file-actions no-print">
        <button type="button" className="button" onClick={() => downloadAll(file.service.name, files)}>
          {say('result.zip', { count: files.length })}
        </button>
        <label className="wrap-switch">
          <input type="checkbox" checked={wrap} onChange={({ currentTarget }) => setWrap(currentTarget.checked)} />{' '}
          {say('result.wrap')}
        </label>
      </p>
      {groups.map(([kind, own], index) => (
        <details key={kind} className="file-group" open={index === 0} data-print>
          <summary>
            <h3>{word(`${kind}.label`)}</h3>
            <span className="soft small">{say('result.fileCount', { count: own.length })}</span>
          </summary>
          {(targetChoices[kind] ?? []).length > 0 && (
            <div className="target-choices no-print">
              {targetChoices[kind]?.map((id) => (
                <TargetChoice key={id} id={id} target={target} choose={choose} />
              ))}
            </div>
          )}
          <div className="files">
            {own.map((each, place) => (
              <FileView
                key={each.name}
                file={each}
                path={path}
                wrap={wrap}
                startsOpen={index === 0 && place === own.length - 1}
              />
            ))}
          </div>
        </details>
      ))}
      {absentFiles.length > 0 && (
        <details className="file-group">
          <summary>
            <h3>{say('result.absent')}</h3>
            <span className="soft small">{say('result.kindCount', { count: absentFiles.length })}</span>
          </summary>
          <dl className="absent-files">
            {absentFiles.map(({ kind, why }) => (
              <div key={kind}>
                <dt>{word(`${kind}.label`)}</dt>
                <dd className="soft">{word(why)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Section>
  );
}
