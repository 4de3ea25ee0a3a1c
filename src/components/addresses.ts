import { type Locale, locales } from '../schema/texts.ts';

/** Pages of the site; the landing page has no name in its address. */
export type Page = '' | 'assess' | 'result' | 'changes' | 'about' | 'link';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** The address of a page in one language, below the folder the site is published in; always ends in a slash. */
export function addressOf(page: Page, locale: Locale): string {
  return `${base}${locale === locales[0] ? '' : `${locale}/`}${page === '' ? '' : `${page}/`}`;
}

/** The address of a file of the site, such as `favicon.svg`. */
export const fileAddress = (name: string): string => `${base}${name}`;

/** Both languages of every page, for `getStaticPaths` of a `[...locale]` route; a new list each time, Astro changes it. */
export const localePaths = () =>
  locales.map((locale, index) => ({ params: { locale: index === 0 ? undefined : locale }, props: { locale } }));

/** Where the islands find other pages and the data they load. */
export function linksFor(locale: Locale) {
  return {
    assess: addressOf('assess', locale),
    result: addressOf('result', locale),
    changes: addressOf('changes', locale),
    about: addressOf('about', locale),
    link: addressOf('link', locale),
    facts: fileAddress('data/facts.json'),
    samples: fileAddress('data/samples.json'),
    questions: fileAddress(`data/${locale}-questions.json`),
    presets: fileAddress('data/presets.json'),
    badge: fileAddress(`badge/${locale}.svg`),
    texts: fileAddress(`data/${locale}.json`),
  };
}
