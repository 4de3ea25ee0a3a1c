import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { advise } from '../src/advise.ts';
import { bundle } from '../src/bundle.ts';
import { readAnswers } from './support/answers.ts';
import { facts, root } from './support/facts.ts';
import { samples } from './support/samples.ts';
import { texts } from './support/texts.ts';
import { requireTool } from './support/tools.mjs';

const CHAT = 'test/scenarios/ai-chat-reply/answers.yaml';
const { files } = advise(readAnswers(CHAT), facts, texts('en'), 'en', samples);

test('a bundle holds every file as it is, in the same order', () => {
  const read = unzipSync(bundle(files));
  expect(Object.entries(read).map(([name, bytes]) => ({ name, text: strFromU8(bytes) }))).toEqual(
    files.map(({ name, text }) => ({ name, text })),
  );
});

test('the command line writes the same bytes, whatever the zone, and another program reads them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-bundle-'));
  try {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      execFileSync(process.execPath, [join(root, 'src/cli.ts'), CHAT, '--out', folder, '--zip'], {
        cwd: root,
        env: { ...process.env, TZ: zone },
        stdio: 'ignore',
      });
      expect(Buffer.compare(readFileSync(join(folder, 'ai-chat-reply.zip')), bundle(files))).toBe(0);
    }
    const python = requireTool('python3');
    const listed = execFileSync(python, ['-m', 'zipfile', '-t', join(folder, 'ai-chat-reply.zip')], {
      encoding: 'utf8',
    });
    expect(listed).toContain('Done testing');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
