import { Glyph, type GlyphName } from './Glyph.tsx';

/** One hop on the strip: its name, and what it does to the connection in a few words. */
type StripHop = {
  readonly id: string;
  readonly name: string;
  readonly notes: readonly string[];
  readonly verdict?: GlyphName;
  /** Label of the hop that fires first. */
  readonly bottleneck?: string | undefined;
};

type Props = { hops: readonly StripHop[]; label: string /** Downwards at every width. */; down?: boolean };

/** The path from the client to the service as a line with a stop at every hop. */
export function HopStrip({ hops, label, down = false }: Props) {
  return (
    <ol className={down ? 'strip plain' : 'strip plain sideways'} aria-label={label}>
      {hops.map(({ id, name, notes, verdict, bottleneck }) => (
        <li key={id} className={bottleneck ? 'stop narrow' : 'stop'}>
          <span className={`stop-dot ${verdict ?? ''}`}>{verdict && <Glyph name={verdict} />}</span>
          <span className="stop-text">
            <strong>{name}</strong>
            {notes.map((note) => (
              <span key={note} className="stop-note">
                {note}
              </span>
            ))}
            {bottleneck && <span className="stop-flag">{bottleneck}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
