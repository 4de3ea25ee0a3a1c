import type { APIRoute } from 'astro';
import { textsOf } from '../../content.ts';
import type { RestTexts } from '../../islands/Questionnaire/useRest.ts';
import { type Locale, locales } from '../../schema/texts.ts';

export const getStaticPaths = () => locales.map((locale) => ({ params: { locale }, props: { locale } }));

/** What the questionnaire says after its first question. */
export const GET: APIRoute<{ locale: Locale }> = ({ props }) => {
  const { questions, platform, protocols: known, interface: all } = textsOf(props.locale);
  const rooms = Object.fromEntries(
    ['assess', 'subject', 'path', 'service', 'problem', 'tier', 'outlook', 'meaning', 'drafts', 'keys'].map((room) => [
      room,
      all[room] ?? {},
    ]),
  );
  const protocols = Object.fromEntries(Object.entries(known.protocols).map(([id, { name }]) => [id, name]));
  const { paths, hops } = platform;
  return Response.json({ questions, paths, hops, protocols, rooms } satisfies RestTexts);
};
