/** Letters, marks, digits, punctuation and spaces of any script; no control, format or line-ending character. */
const PLAIN_TEXT = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** Text that stays on its line wherever it is printed; throws on text that could start a line of its own. */
export function plainText(text: string, where: string): string {
  if (!PLAIN_TEXT.test(text)) throw new Error(`${where}: control character in ${JSON.stringify(text)}`);
  return text;
}

/** A run of spaces, a Han character with the punctuation that may not start a line, or a word. */
const UNITS = /\s+|\p{Script=Han}[，。；：、！？）」』”]*|[^\s\p{Script=Han}]+/gu;

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;

/** Columns a text takes where Chinese characters and their punctuation are twice as wide. */
const columns = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);

/** A text in lines of at most this many columns; a word that is longer, such as a link, stays whole. A list item hangs. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  const hanging = text.startsWith('- ') ? '  ' : '';
  let line = '';
  let used = 0;
  for (const unit of plainText(text, 'comment').match(UNITS) ?? []) {
    if (line.trim() !== '' && used + columns(unit.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = hanging + unit.trimStart();
      used = columns(line);
    } else {
      line += unit;
      used += columns(unit);
    }
  }
  return [...lines, line.trimEnd()];
}
