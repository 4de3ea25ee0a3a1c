import { stripTypeScriptTypes } from 'node:module';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { CleanUp } from './live.ts';
import { requireTool } from './tools.mjs';

/** Starts the browser, with more options, for all tests of a file; close it when they are over. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: requireTool('chromium'),
    chromiumSandbox: false, // tests also run as root, in containers
    // A page of a public origin, as far as the browser knows, calls a server of this machine.
    args: ['--disable-gpu', '--disable-quic', '--disable-features=LocalNetworkAccessChecks', ...more],
  });

/** A page that uses a client, and what it has put into its list so far. */
export type SamplePage = { readonly page: Page; readonly seen: () => Promise<unknown[]> };

/**
 * A page of this origin that runs a script with a client for browsers: in the script, which may await, `sample` is what
 * the client exports and `seen` a list that the test can read. The page comes from the test, whatever the origin says; all that
 * the client asks for really goes over the network.
 */
export async function openPage(
  cleanUp: CleanUp,
  browser: Browser,
  origin: string,
  client: string,
  script: string,
): Promise<SamplePage> {
  const context = await browser.newContext();
  cleanUp(() => context.close());
  const page = await context.newPage();
  const files: { readonly [path: string]: readonly [type: string, body: string] } = {
    '/': ['text/html', '<!doctype html><script>seen = []</script><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', `import * as sample from '/client.js';\n(async () => {\n${script}\n})();`],
    '/client.js': ['text/javascript', stripTypeScriptTypes(client)],
  };
  await page.route(`${origin}/**`, (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
    return route.fulfill({ contentType, body });
  });
  await page.goto(`${origin}/`);
  return { page, seen: () => page.evaluate('seen') };
}
