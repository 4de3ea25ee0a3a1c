// Installs the npm packages when they are missing or differ from package-lock.json, so that one command works on a
// bare machine. Runs before anything is installed, under whatever Node is there: built-in modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @param {string} path
 * @returns {Record<string, LockedPackage>}
 */
function packagesIn(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function isInstalled() {
  const installed = packagesIn(`${root}node_modules/.package-lock.json`);
  return Object.entries(packagesIn(`${root}package-lock.json`)).every(([path, locked]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return locked.optional === true; // built for another system
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

if (!isInstalled()) {
  console.error('Installing npm packages …');
  // npm's words go to standard error: `npm run -s advise` promises JSON alone on standard output.
  const { status } = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
