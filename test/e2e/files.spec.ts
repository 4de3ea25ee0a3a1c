import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, fragmentOf, open, scenarioAnswers, test, textsIn, word } from './support/site.ts';

const CHAT = 'test/scenarios/support-chat/answers.yaml';

test('the ZIP has the same bytes as that of the command line', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-zip-'));
  const { status } = spawnSync(process.execPath, ['src/cli.ts', CHAT, '--out', folder, '--zip', '--locale', 'zh-cn']);
  expect(status).toBe(0);
  await open(page, `/zh-cn/result/#${fragmentOf(scenarioAnswers('support-chat'))}`);
  const download = page.waitForEvent('download');
  await page.locator('#files .file-actions .button').first().click();
  const path = await (await download).path();
  expect(Buffer.compare(readFileSync(path), readFileSync(join(folder, 'support-chat.zip')))).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

test('kinds of files that do not apply say why', async ({ page }) => {
  await open(page, `/result/#${fragmentOf({ ...scenarioAnswers('support-chat'), path: 'gateway-global' })}`);
  const absent = page.locator('#files .file-group').last();
  await absent.locator('summary').click();
  await expect(absent).toContainText(textsIn('en').files['nginx-location']?.['otherPath'] ?? '');
});

test('a choice of what files are written for changes them and the link', async ({ page }) => {
  await open(page, `/result/#${fragmentOf({ ...scenarioAnswers('support-chat'), path: 'external-kong' })}`);
  const group = page.locator('#files .file-group').first(); // open from the start
  const before = await group.locator('.file-name').allInnerTexts();
  await group.getByLabel(word('en', 'target', 'kong')).selectOption('declarative');
  await expect(page).toHaveURL(/target\.kong=declarative/);
  await expect.poll(() => group.locator('.file-name').allInnerTexts()).not.toEqual(before);
});
