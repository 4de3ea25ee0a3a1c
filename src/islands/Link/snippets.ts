import { printMarkdown } from '../../generators/print/markdown.ts';

/** A badge that leads to the questions: where it leads, its picture, and what it says to whoever does not see it. */
export type Badge = { readonly link: string; readonly image: string; readonly alt: string };

const SIGNS: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** An address in round brackets, which it must not close. */
const bracketed = (address: string) => `(${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;

/** The badge in Markdown; the library escapes whatever in its text would be more than text. */
export function markdownOf({ link, image, alt }: Badge): string {
  const picture = printMarkdown([{ type: 'paragraph', children: [{ type: 'image', url: '', alt }] }]).trim();
  // The library would escape each & of an address, which not every wiki undoes.
  return `[${picture.slice(0, -'()'.length)}${bracketed(image)}]${bracketed(link)}`;
}

/** The badge in HTML. */
export const htmlOf = ({ link, image, alt }: Badge): string =>
  `<a href="${escapeHtml(link)}"><img src="${escapeHtml(image)}" alt="${escapeHtml(alt)}" height="28"></a>`;
