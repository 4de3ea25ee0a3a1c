import { serveCompressed } from './support/gzip-server.ts';
import { expect, locales, prefix, root, test } from './support/site.ts';

/** Bytes on the wire, headers included, as the reader's network sees them. */
const BUDGETS = { landing: 20_000, questionnaire: 60_000 };

for (const locale of locales) {
  for (const [name, page] of [
    ['landing', ''],
    ['questionnaire', 'assess/'],
  ] as const) {
    test(`first load of the ${name} page stays in its budget (${locale})`, async ({ browser }) => {
      const { address, close } = await serveCompressed(`${root}/dist`);
      const context = await browser.newContext();
      const tab = await context.newPage();
      const client = await context.newCDPSession(tab);
      await client.send('Network.enable');
      let bytes = 0;
      const scripts: string[] = [];
      const foreign: string[] = [];
      client.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      tab.on('request', (request) => {
        if (request.resourceType() === 'script') scripts.push(request.url());
        if (!request.url().startsWith(address)) foreign.push(request.url());
      });
      await tab.goto(address + prefix(locale).slice(1) + page, { waitUntil: 'networkidle' });
      expect(bytes).toBeGreaterThan(1000);
      expect(bytes).toBeLessThanOrEqual(BUDGETS[name]);
      expect(foreign).toEqual([]);
      if (name === 'landing') {
        expect(scripts).toEqual([]);
        // The few lines that choose the theme are in the page itself.
        expect(await tab.locator('script').count()).toBe(1);
      }
      await context.close();
      close();
    });
  }
}
