import type { GeneratedFile } from '../../schema/assessment.ts';
import { Drawing } from '../Diagram/Drawing.tsx';
import { Code } from './Code.tsx';
import { describeDiagram } from './diagram-words.ts';
import { download } from './download.ts';
import { Section } from './Section.tsx';
import { useResultWords } from './words.ts';

function DiagramView({ file }: { file: GeneratedFile }) {
  const { say, file: word } = useResultWords();
  const title = word(file.purpose.replace(/\.purpose$/, '.label'));
  const lines = describeDiagram(file.text);
  return (
    <figure className="diagram">
      <figcaption>
        <h3>{title}</h3>
        <p className="soft small">{word(file.purpose)}</p>
      </figcaption>
      <Drawing source={file.text} label={title} name={file.name} />
      {/* On paper the text stands in only for a picture that could not be drawn: see print.css. */}
      <details className="diagram-text in-words" data-print>
        <summary>{say('result.asText')}</summary>
        <ul className="plain">
          {lines.map(({ text, depth }, index) => (
            <li key={index} className={depth > 0 ? 'deeper' : ''}>
              {text}
            </li>
          ))}
        </ul>
      </details>
      <details className="diagram-text no-print">
        <summary>{say('result.mermaidSource')}</summary>
        <p className="file-actions">
          <button type="button" className="button quiet slim" onClick={() => download(file.name, file.text)}>
            {say('result.download')}
          </button>
        </p>
        <Code text={file.text} language="mermaid" label={file.name} wrap={false} />
      </details>
    </figure>
  );
}

/** The diagrams, drawn when they come near; their text and source are there in any case. */
export function Diagrams({ files }: { files: readonly GeneratedFile[] }) {
  return (
    <Section id="diagrams">
      {files.map((file) => (
        <DiagramView key={file.name} file={file} />
      ))}
    </Section>
  );
}
