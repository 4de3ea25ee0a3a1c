import type { APIRoute } from 'astro';
import { textsOf } from '../../content.ts';
import { type Locale, locales } from '../../schema/texts.ts';

export const getStaticPaths = () => locales.map((locale) => ({ params: { locale }, props: { locale } }));

/** Its own colours, since it is shown on other people's pages: white on them is easy to read by day and by night. */
const COLOURS = { name: '#1b2429', claim: '#0a5878', text: '#fff', flow: '#6cc0e6' };
const HEIGHT = 28;
const NAME_WIDTH = 108;
const PADDING = 12;
/** About how wide a sign is at 13 pixels; `textLength` makes it exact in every font. */
const WIDTHS = { narrow: 6.9, wide: 13 };

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const widthOf = (text: string) =>
  Math.round([...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? WIDTHS.wide : WIDTHS.narrow), 0));

/** The badge other pages show as the picture of a link to the questions. */
export const GET: APIRoute<{ locale: Locale }> = ({ props }) => {
  const claim = textsOf(props.locale).interface['link']?.['badge'] ?? '';
  const length = widthOf(claim);
  const width = NAME_WIDTH + length + 2 * PADDING;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="Streamfit: ${escapeXml(claim)}">
  <clipPath id="edge"><rect width="${width}" height="${HEIGHT}" rx="5"/></clipPath>
  <g clip-path="url(#edge)">
    <path fill="${COLOURS.name}" d="M0 0h${NAME_WIDTH}v${HEIGHT}H0z"/>
    <path fill="${COLOURS.claim}" d="M${NAME_WIDTH} 0h${width - NAME_WIDTH}v${HEIGHT}H${NAME_WIDTH}z"/>
  </g>
  <g transform="translate(9 6) scale(.5)" fill="none" stroke-width="3" stroke-linecap="round">
    <path fill="${COLOURS.text}" d="M12 3.500A1.500 1.500 0 0 1 13.500 2h5A1.500 1.500 0 0 1 20 3.500V8a4 4 0 0 1-8 0ZM12 28.500A1.500 1.500 0 0 0 13.500 30h5a1.500 1.500 0 0 0 1.500-1.500V24a4 4 0 0 0-8 0Z"/>
    <path stroke="${COLOURS.flow}" d="M2.500 11c5 0 6 5 13.500 5s8.500-5 13.500-5M2.500 21c5 0 6-5 13.500-5s8.500 5 13.500 5"/>
  </g>
  <g fill="${COLOURS.text}" font-family="system-ui, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" font-size="13">
    <text x="32" y="19" font-weight="600" textLength="66" lengthAdjust="spacingAndGlyphs">Streamfit</text>
    <text x="${NAME_WIDTH + PADDING}" y="19" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(claim)}</text>
  </g>
</svg>
`;
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
};
