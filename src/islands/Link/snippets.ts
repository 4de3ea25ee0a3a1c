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

/** The badge in Markdown; the library escapes whatever would be more than text. */
export const markdownOf = ({ link, image, alt }: Badge): string =>
  printMarkdown([
    {
      type: 'paragraph',
      children: [{ type: 'link', url: link, children: [{ type: 'image', url: image, alt }] }],
    },
  ]).trim();

/** The badge in HTML. */
export const htmlOf = ({ link, image, alt }: Badge): string =>
  `<a href="${escapeHtml(link)}"><img src="${escapeHtml(image)}" alt="${escapeHtml(alt)}" height="28"></a>`;
