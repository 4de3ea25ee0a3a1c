import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { answer, expect, goOn, open, ready, root, scenarioAnswers, stepOf, test, word } from './support/site.ts';

const say = (room: string, key: string, data: { [key: string]: string | number } = {}) =>
  word('en', room, key).replace(/\{(\w+)\}/g, (_, name) => String(data[name]));
const dialog = (page: Page) => page.getByRole('dialog', { name: say('drafts', 'title') });
const rows = (page: Page) => dialog(page).locator('.draft');
const tool = (page: Page, room: string, key: string) =>
  page.locator('.tools').getByRole('button', { name: say(room, key), exact: true });
const chosen = (page: Page, useCase: string) => expect(page.locator(`#useCase-${useCase}`)).toBeChecked();
const kept = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('streamfit.draft.')));
const textOf = async (download: Promise<Download>) => readFileSync(await (await download).path());
const file = (name: string, text: string) => ({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });

/** Starts a draft with this use case, from a blank form. */
async function begin(page: Page, useCase: 'terminal' | 'chat' | 'media' | 'dashboard'): Promise<void> {
  if ((await kept(page)).length > 0) await tool(page, 'assess', 'restart').click();
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'useCase');
  await answer(page, 'useCase', useCase);
  await expect(page).toHaveURL(new RegExp(`useCase=${useCase}`));
}

test('several drafts are kept by name, and each can be opened, named, doubled and deleted', async ({ page }) => {
  await open(page, '/assess/');
  await begin(page, 'terminal');
  await goOn(page);
  await answer(page, 'conversation', 'interleaved');
  await begin(page, 'media');
  await expect(page.getByText(say('assess', 'anew'))).toBeVisible();
  await tool(page, 'drafts', 'title').click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText(say('drafts', 'current'));

  // A name of its own; Escape leaves the name alone, and the dialog open.
  const terminal = rows(page).nth(1);
  await terminal.getByRole('button', { name: say('drafts', 'rename') }).click();
  await page.keyboard.type('never mind');
  await page.keyboard.press('Escape');
  await expect(terminal).not.toContainText('never mind');
  await expect(terminal.getByRole('button', { name: say('drafts', 'rename') })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Shell for the night');
  await page.keyboard.press('Enter');
  await expect(terminal).toContainText('Shell for the night');

  await terminal.getByRole('button', { name: say('drafts', 'copy') }).click();
  await expect(rows(page)).toHaveCount(3);
  await terminal.getByRole('button', { name: say('drafts', 'remove') }).click();
  await rows(page)
    .filter({ hasText: '(copy)' })
    .getByRole('button', { name: say('drafts', 'remove') })
    .click();
  await expect(rows(page)).toHaveCount(1);
  for (let left = 2; left > 0; left -= 1) {
    await dialog(page).getByRole('status').getByRole('button').click();
  }
  await expect(rows(page)).toHaveCount(3);

  await rows(page)
    .filter({ hasNotText: '(copy)' })
    .getByRole('button', { name: 'Shell for the night' })
    .first()
    .click();
  await expect(dialog(page)).toBeHidden();
  expect(await stepOf(page)).toBe('conversation');
  await expect(page.locator('#conversation-interleaved')).toBeChecked();
  // The browser's Back leads to the draft before, with what it holds.
  await page.goBack();
  await chosen(page, 'media');
});

test('deleting the draft that is open loses nothing that is on the page', async ({ page }) => {
  await open(page, '/assess/');
  await begin(page, 'chat');
  await tool(page, 'drafts', 'title').click();
  await rows(page)
    .getByRole('button', { name: say('drafts', 'remove') })
    .click();
  await dialog(page)
    .getByRole('button', { name: say('drafts', 'close') })
    .click();
  await expect(page.getByText(say('assess', 'gone'))).toBeVisible();
  expect(await kept(page)).toEqual([]);
  await answer(page, 'useCase', 'media');
  await expect.poll(async () => (await kept(page)).length).toBe(1);
});

test('a draft goes out as the file the command line reads, and comes back the same', async ({ page }) => {
  const team = scenarioAnswers('ai-chat-reply');
  await open(page, '/assess/');
  await page.locator('#useCase').focus();
  await page.locator('#answer-file').setInputFiles(`${root}/test/scenarios/ai-chat-reply/answers.yaml`);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'check');
  const download = page.waitForEvent('download');
  await tool(page, 'assess', 'saveFile').click();
  const bytes = await textOf(download);
  expect((await download).suggestedFilename()).toBe('answers.yaml');
  expect(parse(bytes.toString())).toMatchObject({ answers: team.answers, service: team.service });
  const { status, stdout } = spawnSync('node', [`${root}/src/cli.ts`, await (await download).path()], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).recommendation.protocol).toBe('http-stream');

  await page.locator('#answer-file').setInputFiles(await (await download).path());
  await expect(page.getByText(/^Opened as drafts: 1/)).toBeVisible();
  const again = page.waitForEvent('download');
  await tool(page, 'assess', 'saveFile').click();
  expect(await textOf(again)).toEqual(bytes);
  expect(await kept(page)).toHaveLength(2);
});

test('all drafts go out as one file and come back in', async ({ page }) => {
  await open(page, '/assess/');
  await begin(page, 'terminal');
  await begin(page, 'media');
  await tool(page, 'drafts', 'title').click();
  const download = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: say('drafts', 'saveAll', { count: 2 }) })
    .click();
  const path = await (await download).path();
  const inside = Object.values(unzipSync(readFileSync(path))).map((bytes) => parse(Buffer.from(bytes).toString()));
  expect(inside.map(({ answers }) => answers.useCase).sort()).toEqual(['media', 'terminal']);
  for (let left = 1; left >= 0; left -= 1) {
    await rows(page)
      .first()
      .getByRole('button', { name: say('drafts', 'remove') })
      .click();
    await expect(rows(page)).toHaveCount(left);
  }
  await dialog(page)
    .getByRole('button', { name: say('drafts', 'close') })
    .click();
  await page
    .locator('#answer-file')
    .setInputFiles({ name: 'drafts.zip', mimeType: 'application/zip', buffer: readFileSync(path) });
  await expect(page.getByText(/^Opened as drafts: 2/)).toBeVisible();
  expect(await kept(page)).toHaveLength(2);
});

test('files dropped anywhere become drafts; a wrong one is named, and nothing else changes', async ({ page }) => {
  await open(page, '/assess/');
  await begin(page, 'terminal');
  const drop = (files: { name: string; text: string }[]) =>
    page.evaluateHandle((all) => {
      const transfer = new DataTransfer();
      for (const { name, text } of all) transfer.items.add(new File([text], name, { type: 'text/yaml' }));
      return transfer;
    }, files);
  const wrong = { name: 'wrong.yaml', text: 'version: 1\nanswers: { useCase: tea, peakClients: 0 }\n' };

  let dataTransfer = await drop([wrong]);
  await page.dispatchEvent('footer', 'dragenter', { dataTransfer });
  await expect(page.getByText(say('assess', 'drop'))).toBeVisible();
  await page.dispatchEvent('footer', 'drop', { dataTransfer });
  await expect(page.getByText(say('assess', 'drop'))).toBeHidden();
  await expect(page.locator('.refused')).toBeFocused();
  await expect(page.locator('.refused')).toContainText('wrong.yaml');
  await expect(page.locator('.refused').getByRole('listitem')).toHaveCount(2);
  await chosen(page, 'terminal');

  dataTransfer = await drop([
    { name: 'one.yaml', text: 'version: 1\nanswers: { useCase: media }\n' },
    wrong,
    { name: 'two.json', text: '{"version":1,"answers":{"useCase":"chat"}}' },
  ]);
  await page.dispatchEvent('h1', 'drop', { dataTransfer });
  await expect(page.getByText('Opened as drafts: 2 (one, two).')).toBeVisible();
  await expect(page.locator('.refused')).toContainText('wrong.yaml');
  expect(page.url()).toContain('useCase=media');
  expect(await kept(page)).toHaveLength(3);
  await page.getByRole('button', { name: say('assess', 'restore') }).click();
  await chosen(page, 'terminal');

  // Text that is dragged is none of our business.
  const isOurs = await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'words');
    const event = new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(event);
  });
  expect(isOurs).toBe(false);
});

test('what is no answer file at all is refused by name', async ({ page }) => {
  await open(page, '/assess/');
  await page.locator('#useCase').focus();
  const input = page.locator('#answer-file');
  await input.setInputFiles([
    file('a.yaml', 'version: [1\n'),
    file('b.zip', 'no zip'),
    file('c.yaml', 'x'.repeat(200_000)),
  ]);
  for (const name of ['a.yaml', 'b.zip', 'c.yaml']) await expect(page.locator('.refused')).toContainText(name);
  expect(await kept(page)).toEqual([]);
  await expect(page.locator('.assess')).toHaveAttribute('data-step', 'useCase');
});

test('answers changed on the result page are the same draft', async ({ page }) => {
  await open(page, '/assess/#v=1&useCase=ai-reply&conversation=server-streams&at=conversation');
  await answer(page, 'conversation', 'single-reply');
  await expect.poll(async () => (await kept(page)).length).toBe(1);
  await page.goto(
    page
      .url()
      .replace('/assess/', '/result/')
      .replace(/&at=.*/, ''),
  );
  await ready(page);
  await page.locator('.what-if button').first().click();
  await expect(page).not.toHaveURL(/conversation=single-reply$/);
  expect(await kept(page)).toHaveLength(1);
});
