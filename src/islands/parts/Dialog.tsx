import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';

type Props = {
  title: string;
  /** The name of the button that closes it. */
  closeLabel: string;
  /** Called after it was closed, by whatever means; the focus is back where it was by then. */
  closed: () => void;
  children: ReactNode;
  /** For closing it from inside. */
  handle?: RefObject<HTMLDialogElement | null>;
};

/** A dialog over the page: the browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function Dialog({ title, closeLabel, closed, children, handle }: Props) {
  const own = useRef<HTMLDialogElement>(null);
  const box = handle ?? own;
  const id = useId();
  useEffect(() => {
    if (!box.current?.open) box.current?.showModal();
  }, [box]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: with keys it is closed by Escape
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onClose={closed}
      onClick={({ target }) => target === box.current && box.current?.close()}
    >
      <div className="dialog-inside stack">
        <div className="dialog-head">
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" className="button quiet slim" onClick={() => box.current?.close()}>
            {closeLabel}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
