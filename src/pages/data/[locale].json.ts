import type { APIRoute } from 'astro';
import { textsOf, versions } from '../../content.ts';
import { type Locale, locales } from '../../schema/texts.ts';

export const getStaticPaths = () => locales.map((locale) => ({ params: { locale }, props: { locale } }));

/** All words of one language and the order of the rules versions, for the result page. */
export const GET: APIRoute<{ locale: Locale }> = ({ props }) =>
  Response.json({ texts: textsOf(props.locale), versions: versions.map(({ version }) => version) });
