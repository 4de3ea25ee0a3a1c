import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from './tools.mjs';

/** A certificate, which a client may trust, and its key, both as PEM. */
type Certificate = { readonly text: string; readonly key: string };

let made: Certificate | undefined;

/** A certificate for `localhost` that signed itself, made when it is first asked for. */
export function certificate(): Certificate {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'streamfit-certificate-'));
  const [path, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyPath];
  const subject = ['-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  try {
    const { status, stderr } = spawnSync(requireTool('openssl'), ['req', '-x509', ...key, ...subject, '-out', path], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
    made = { text: readFileSync(path, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return made;
}
