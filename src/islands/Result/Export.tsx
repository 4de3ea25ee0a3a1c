import { type ReactNode, useState } from 'react';
import type { Samples } from '../../generators/generator.ts';
import type { AnswerFile } from '../../schema/answers.ts';
import type { Facts } from '../../schema/facts.ts';
import { CopyButton } from './CopyButton.tsx';
import { download } from './download.ts';
import { answersJson, answersYaml, assessmentJson, downloadAll } from './exports.ts';
import { Section } from './Section.tsx';
import { printPage } from './usePrint.ts';
import { type Shown, useResultWords } from './words.ts';

type Props = {
  assessment: Shown;
  file: AnswerFile;
  facts: Facts;
  /** Undefined while they are being loaded. */
  samples: Samples | undefined;
  link: string;
};

/** Everything there is to take along, each with what it is good for. */
export function Export({ assessment, file, facts, samples, link }: Props) {
  const { say, texts, locale } = useResultWords();
  const [isLost, setLost] = useState(false);
  const { files } = assessment;
  const { name } = file.service;
  const document = files.find((each) => each.name === 'onboarding.md');
  const yaml = () => answersYaml(file, facts.rulesVersion, files);
  const json = (all: Samples) => assessmentJson(file, facts, texts, locale, all);
  /** A part of the page's code may have to be loaded for it, which fails offline. */
  const save = (work: () => Promise<void>) => () =>
    work().then(
      () => setLost(false),
      () => setLost(true),
    );
  const button = (key: string, work: () => Promise<void>) => (
    <button type="button" className="button quiet slim" onClick={save(work)}>
      {say(`result.${key}`)}
    </button>
  );
  const row = (id: string, actions: ReactNode) => (
    <li key={id} className="export">
      <div>
        <h3>{say(`result.${id}Export`)}</h3>
        <p className="small soft">{say(`result.${id}ExportHelp`)}</p>
      </div>
      <p className="file-actions">{actions}</p>
    </li>
  );
  return (
    <Section id="export">
      <ul className="plain exports">
        {row('link', <CopyButton text={() => link}>{say('result.copyLink')}</CopyButton>)}
        {row('print', button('print', printPage))}
        {document &&
          row(
            'document',
            <>
              {button('downloadMarkdown', async () =>
                download(`${name}.md`, document.text, 'text/markdown;charset=utf-8'),
              )}
              <CopyButton text={() => document.text}>{say('result.copyMarkdown')}</CopyButton>
            </>,
          )}
        {files.length > 0 &&
          row(
            'zip',
            button('downloadZip', () => downloadAll(name, files)),
          )}
        {row(
          'answers',
          <>
            {button('saveAnswers', async () => download('answers.yaml', await yaml()))}
            {button('saveAnswersJson', async () =>
              download('answers.json', await answersJson(await yaml()), 'application/json'),
            )}
          </>,
        )}
        {samples &&
          row(
            'json',
            <>
              {button('downloadJson', async () => download(`${name}.json`, await json(samples), 'application/json'))}
              <CopyButton text={() => json(samples)}>{say('result.copyJson')}</CopyButton>
            </>,
          )}
      </ul>
      {isLost && <p role="alert">{say('result.offline')}</p>}
    </Section>
  );
}
