import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, fragmentOf, open, scenarioAnswers, test, word } from './support/site.ts';

const CHAT = 'test/scenarios/support-chat/answers.yaml';
const say = (key: string) => word('zh-cn', 'result', key);

test('what is taken along has the bytes of the command line', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-export-'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['src/cli.ts', ...args, '--locale', 'zh-cn'], { maxBuffer: 2 ** 26 });
  const { status, stdout } = run(CHAT, '--out', folder);
  expect(status).toBe(0);

  await open(page, `/zh-cn/result/#${fragmentOf(scenarioAnswers('support-chat'))}`);
  const rows = page.locator('#export');
  const saved = async (key: string) => {
    const download = page.waitForEvent('download');
    await rows.getByRole('button', { name: say(key), exact: true }).click();
    return readFileSync(await (await download).path());
  };
  const same = (bytes: Buffer, wanted: Buffer, what: string) => expect(Buffer.compare(bytes, wanted), what).toBe(0);
  same(await saved('downloadJson'), stdout, 'assessment');
  const yaml = await saved('saveAnswers');
  same(yaml, readFileSync(join(folder, 'answers.yaml')), 'answers.yaml');
  same(await saved('downloadMarkdown'), readFileSync(join(folder, 'onboarding.md')), 'document');
  const zip = await saved('downloadZip');
  expect(zip.subarray(0, 2).toString()).toBe('PK');

  // The command line takes the answers as JSON, too, and comes to the same.
  const json = await saved('saveAnswersJson');
  expect(JSON.parse(json.toString())).toEqual(parse(yaml.toString()));
  writeFileSync(join(folder, 'again.json'), json);
  expect(JSON.parse(run(join(folder, 'again.json')).stdout.toString()).recommendation).toEqual(
    JSON.parse(stdout.toString()).recommendation,
  );
  rmSync(folder, { recursive: true, force: true });
});

test('where no protocol fits, the answers can still be taken along', async ({ page }) => {
  await open(
    page,
    '/result/#v=1&useCase=other&conversation=interleaved&clients=old-browser,partner-server,device&payload=file&networks=app-closed,upgrade-blocked,buffering-proxy&credentials=mtls&request=body&missedMessages=exactly-once',
  );
  const download = page.waitForEvent('download');
  await page
    .locator('#export')
    .getByRole('button', { name: word('en', 'result', 'saveAnswers'), exact: true })
    .click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(parse(text).answers.useCase).toBe('other');
});
