import { spawnSync } from 'node:child_process';
import { advise } from '../../src/advise.ts';
import { describeDiagram } from '../../src/islands/Result/diagram-words.ts';
import { samples } from '../support/samples.ts';
import { requireTool } from '../support/tools.mjs';
import {
  expect,
  facts,
  fragmentOf,
  locales,
  open,
  prefix,
  scenarioAnswers,
  test,
  textsIn,
  word,
} from './support/site.ts';

const chat = scenarioAnswers('support-chat');
/** A4 in points. */
const A4 = [595, 842];

/** Text without the line breaks and spaces that a layout makes of it. */
const dense = (text: string) => text.replace(/\s+/g, '');

for (const locale of locales)
  test(`on paper there is the verdict, the timeline and every diagram, on A4 (${locale})`, async ({ page }) => {
    test.slow(); // fonts with Chinese take their time
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', '');
    });
    await open(page, `${prefix(locale)}result/#${fragmentOf(chat)}`);
    await page.locator('#timeline svg').first().waitFor();
    await page.locator('#diagrams .diagram').first().waitFor({ state: 'attached' });
    // By the browser's own key, and without ever having seen the diagrams.
    await page.keyboard.press('Control+p');
    await page.locator('html[data-printed]').waitFor();
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });

    const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.length).toBeGreaterThan(2);
    for (const [, width, height] of sizes) {
      expect(Math.round(Number(width))).toBe(A4[0]);
      expect(Math.round(Number(height))).toBe(A4[1]);
    }
    const { stdout, status } = spawnSync(requireTool('pdftotext'), ['-enc', 'UTF-8', '-', '-'], { input: pdf });
    expect(status).toBe(0);
    const sheets = stdout
      .toString()
      .split('\f')
      .filter((sheet) => sheet.trim());
    const text = dense(stdout.toString());
    const texts = textsIn(locale);
    const { files } = advise(chat, facts, texts, locale, samples);
    const tier = texts.platform.tiers['2']?.name ?? '';
    const has = (part: string) => expect(text, part).toContain(dense(part));
    has(texts.protocols.protocols['websocket']?.because ?? '');
    has(new URL(page.url()).origin);
    for (const key of ['timeline', 'path', 'diagrams', 'answers']) has(word(locale, 'result', key));
    has(word(locale, 'timeline', 'today'));
    // Names of hops as the timeline and both kinds of diagrams label them, beyond the table of limits.
    for (const name of ['path.mmd', 'sequence.mmd']) {
      const source = files.find((file) => file.name === name)?.text ?? '';
      expect(describeDiagram(source).length).toBeGreaterThan(3);
      for (const { text: line } of describeDiagram(source).slice(0, 6)) has(line.split(/[→:：]/).at(-1) ?? line);
    }
    // Whose advice it is stands on every sheet; what only works on a screen on none.
    for (const sheet of sheets) expect(dense(sheet)).toContain(dense(`${chat.service.name}`));
    for (const sheet of sheets) expect(dense(sheet)).toContain(dense(tier));
    for (const key of ['copyLink', 'tryOut', 'zoomFit', 'drawing'])
      expect(text).not.toContain(dense(word(locale, 'result', key)));
  });
