import { type CSSProperties, useCallback, useEffect, useId, useRef, useState } from 'react';
import { CopyButton } from '../Result/CopyButton.tsx';
import { download } from '../Result/download.ts';
import { useResultWords } from '../Result/words.ts';
import { offerDrawing } from './draw-all.ts';
import { pngFile, svgFile } from './drawing-file.ts';
import { drawDiagram } from './mermaid.ts';
import { useZoom } from './useZoom.ts';

type Props = { /** Mermaid text. */ source: string; label: string /** Name of its file. */; name: string };
/** How far before it is seen a diagram is drawn. */
const AHEAD = '600px';

/** A Mermaid diagram, drawn when it comes near or is about to be printed; to be looked at closely and taken along. */
export function Drawing({ source, label, name }: Props) {
  const { say } = useResultWords();
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLElement>(null);
  const shown = useRef('');
  const [isNear, setNear] = useState(false);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');
  const [isUnpictured, setUnpictured] = useState(false);
  const { zoom, change, onKeyDown } = useZoom(box);
  const help = useId();
  const drawing = () => box.current?.querySelector('svg') ?? undefined;

  const draw = useCallback(async () => {
    const target = box.current;
    if (!target || shown.current === source) return;
    try {
      const svg = await drawDiagram(source);
      target.innerHTML = svg; // Mermaid's strict level has cleaned it
      shown.current = source;
      const drawn = target.querySelector('svg');
      drawn?.setAttribute('role', 'img');
      drawn?.setAttribute('aria-label', label);
      drawn?.removeAttribute('aria-labelledby');
      drawn?.removeAttribute('style');
      target.style.setProperty('--natural', `${Math.ceil(drawn?.viewBox.baseVal.width ?? 0)}px`);
      setState('drawn');
    } catch {
      setState('failed');
    }
  }, [source, label]);

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: AHEAD },
    );
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => offerDrawing(draw), [draw]);
  useEffect(() => {
    if (isNear) draw();
  }, [isNear, draw]);

  const save = async (kind: 'svg' | 'png') => {
    const drawn = drawing();
    if (!drawn) return;
    const file = name.replace(/\.mmd$/, `.${kind}`);
    try {
      if (kind === 'svg') download(file, svgFile(drawn), 'image/svg+xml');
      else download(file, await pngFile(drawn), 'image/png');
      setUnpictured(false);
    } catch {
      setUnpictured(true);
    }
  };
  const zoomButton = (next: Parameters<typeof change>[0], sign: string, key: string) => (
    <button
      type="button"
      className="button quiet slim"
      aria-pressed={zoom === next || undefined}
      onClick={() => change(next)}
    >
      {sign && <span aria-hidden="true">{sign}</span>}
      <span className={sign ? 'hidden-text' : ''}>{say(`result.${key}`)}</span>
    </button>
  );
  const saveButton = (kind: 'svg' | 'png') => (
    <button type="button" className="button quiet slim" onClick={() => save(kind)}>
      {say('result.downloadAs', { kind: kind.toUpperCase() })}
    </button>
  );

  return (
    <div ref={frame} className="drawing-frame" data-state={state}>
      {state !== 'drawn' && (
        <p className="small soft">{say(state === 'failed' ? 'result.notDrawn' : 'result.drawing')}</p>
      )}
      <section
        className="drawing"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        aria-describedby={help}
        data-zoom={typeof zoom === 'number' ? 'free' : zoom}
        style={{ '--scale': zoom } as CSSProperties}
        onKeyDown={onKeyDown}
      />
      {state === 'drawn' && (
        <div className="drawing-tools no-print">
          <fieldset className="zoom">
            <legend className="hidden-text">{say('result.zoomOf', { name: label })}</legend>
            {zoomButton('out', '−', 'zoomOut')}
            {zoomButton('in', '+', 'zoomIn')}
            {zoomButton('fit', '', 'zoomFit')}
            {zoomButton(1, '', 'zoomFull')}
          </fieldset>
          <p id={help} className="hidden-text">
            {say('result.zoomHelp')}
          </p>
          <p className="file-actions">
            {saveButton('svg')}
            {saveButton('png')}
            <CopyButton text={() => source}>{say('result.copyMermaid')}</CopyButton>
          </p>
          {isUnpictured && (
            <p role="alert" className="small">
              {say('result.noPicture')}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
