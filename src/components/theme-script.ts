import source from './theme.js?raw';

/** The script that chooses the theme, as it stands in every page: every byte of it is loaded before the page is shown. */
export const themeScript: string = source.replace(/^\s*\/[/*].*\n|^\s+/gm, '').trim();

/** Its hash for the content security policy; Astro adds only those of the scripts it bundles itself. */
export async function themeScriptHash(): Promise<`sha256-${string}`> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(themeScript));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
