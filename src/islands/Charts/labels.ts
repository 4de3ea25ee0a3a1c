/** East Asian characters, which take a whole em and may be broken anywhere. */
const WIDE = /[\p{Script=Han}　-〿＀-￯]/u;
/** What a narrow character takes of an em on average, with a reserve for wide fonts and for bold ones. */
const NARROW_EM = 0.62;

/** How wide a text is about, in pixels; nothing is measured, so that a drawing is the same everywhere. */
export function textWidth(text: string, fontPixels: number): number {
  let ems = 0;
  for (const character of text) ems += WIDE.test(character) ? 1 : NARROW_EM;
  return ems * fontPixels;
}

/** Pieces of a text at whose ends a line may break; closing punctuation stays with what it closes. */
const pieces = (text: string): string[] =>
  text.match(/[\p{Script=Han}](?:[，。、：；）])?|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];

/** A text in lines of at most so many pixels; a single word that is longer keeps its line. */
export function wrapText(text: string, mostPixels: number, fontPixels: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line && textWidth((line + piece).trimEnd(), fontPixels) > mostPixels) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** A label that wants to stand at `x`, with a line down to what it names; its forms from the most to the least telling. */
export type Wanted = { readonly x: number; readonly forms: readonly (readonly string[])[] };
/** Where a label stands: its left edge, its row from 0, and the lines that were chosen. */
export type Placed = { readonly left: number; readonly row: number; readonly lines: readonly string[] } | undefined;

type Room = { readonly from: number; readonly to: number; readonly rows: number; readonly fontPixels: number };
/** Between a label and its line. */
const LINE_GAP_PIXELS = 4;
/** Between two labels of a row. */
const GAP_PIXELS = 10;

/**
 * Finds a place for each label without covering another, the first ones first: in the most telling form that fits into
 * some row. A label stands to the right of its line, or to the left where it would leave the frame. One that fits nowhere has none.
 */
export function placeLabels(labels: readonly Wanted[], { from, to, rows, fontPixels }: Room): Placed[] {
  type Taken = { readonly row: number; readonly x: number; readonly left: number; readonly right: number };
  const taken: Taken[] = [];
  const isApart = (one: Taken, other: Taken) =>
    one.right + GAP_PIXELS <= other.left || one.left >= other.right + GAP_PIXELS;
  // The line of a label in a higher row runs down past the rows below it.
  const isPast = ({ x }: Taken, { left, right }: Taken) => x < left - 2 || x > right + 2;
  const isFree = (one: Taken) =>
    taken.every((other) =>
      one.row === other.row ? isApart(one, other) : one.row < other.row ? isPast(one, other) : isPast(other, one),
    );
  return labels.map(({ x, forms }) => {
    for (const lines of forms) {
      const width = Math.max(...lines.map((line) => textWidth(line, fontPixels)));
      const isBeside = x + LINE_GAP_PIXELS + width <= to;
      const left = isBeside ? x + LINE_GAP_PIXELS : Math.max(from, x - LINE_GAP_PIXELS - width);
      const row = Array.from({ length: rows }, (_, index) => index).find((each) =>
        isFree({ row: each, x, left, right: left + width }),
      );
      if (row === undefined) continue;
      taken.push({ row, x, left, right: left + width });
      return { left, row, lines };
    }
    return undefined;
  });
}
