import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from './tools.mjs';

requireTool('curl');

/** What a run of the script reported: names of checks by outcome, and all it printed. */
export type Report = {
  readonly exitCode: number | null;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** Temporary folders it has not removed. */
  readonly left: readonly string[];
  /** What was printed on standard output, and on standard error. */
  readonly output: string;
  readonly errors: string;
};

const LINE = /^(PASS|FAIL|SKIP) ([a-z0-9-]+): \S.*$/;

/**
 * Runs a script with arguments in the shell of the machine. The file `body.json` lies beside it, for `--data`; the
 * certificate is one that curl then trusts.
 */
export function runScript(text: string, args: readonly string[], certificate?: string): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-verify-'));
  const script = join(folder, 'verify.sh');
  writeFileSync(script, text);
  writeFileSync(join(folder, 'body.json'), '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"count"}}');
  return new Promise((resolve) => {
    const trusted = join(folder, 'certificate.pem');
    if (certificate !== undefined) writeFileSync(trusted, certificate);
    const env = { ...process.env, TMPDIR: folder, ...(certificate !== undefined && { CURL_CA_BUNDLE: trusted }) };
    const child = spawn('sh', [script, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { output: '', errors: '' };
    child.stdout.on('data', (data) => {
      said.output += String(data);
    });
    child.stderr.on('data', (data) => {
      said.errors += String(data);
    });
    child.once('close', (exitCode) => {
      const left = readdirSync(folder).filter((name) => name.startsWith('verify.') && name !== 'verify.sh');
      rmSync(folder, { recursive: true, force: true });
      // What has no words is printed as its key.
      if (/(?:: | – )[a-z0-9-]+\.[a-z]\w*$/m.test(said.output)) said.errors += said.output;
      const found = said.output.split('\n').flatMap((line) => {
        const [, outcome, name = ''] = LINE.exec(line) ?? [];
        return outcome ? [{ outcome, name }] : [];
      });
      const named = (outcome: string) => found.filter((row) => row.outcome === outcome).map(({ name }) => name);
      resolve({ exitCode, passed: named('PASS'), failed: named('FAIL'), skipped: named('SKIP'), left, ...said });
    });
  });
}
