/** A text of the content with its `code` set as code; nothing else is marked up. */
export function Rich({ text }: { text: string }) {
  const parts = text.split('`');
  // Every second part stood between two backticks.
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 && index < parts.length - 1 ? <code key={part}>{part}</code> : part,
      )}
    </>
  );
}
