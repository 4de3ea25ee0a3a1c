// Finds the programs that tests run beside Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/**
 * @typedef {'nginx' | 'openssl' | 'chromium' | 'curl' | 'promtool' | 'shellcheck' | 'go' | 'python3' | 'caddy' | 'haproxy' | 'pdftotext'} ToolName
 * @typedef {{ variable: string, commands: string[], places: string[], debian: string, macos: string, accepts?: (path: string) => boolean }} Tool
 */

/** Python modules its sample programs import, by the Debian package that has each. */
const pythonPackages = { 'python3-flask': 'flask', 'python3-wsproto': 'wsproto' };
/** The Debian package of what the sample in Go imports. */
const GORILLA = 'golang-github-gorilla-websocket-dev';

/**
 * Whether a Python has these modules.
 * @param {string} python
 * @param {string[]} modules
 */
const hasModules = (python, modules) =>
  spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;

/** @type {Record<ToolName, Tool>} */
const tools = {
  nginx: {
    variable: 'NGINX_PATH',
    commands: ['nginx'],
    // Debian puts it in sbin, which is not in an ordinary user's PATH.
    places: ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'],
    debian: 'nginx',
    macos: 'brew install nginx',
  },
  openssl: {
    variable: 'OPENSSL_PATH',
    commands: ['openssl'],
    places: ['/usr/bin/openssl'],
    debian: 'openssl',
    macos: 'brew install openssl',
  },
  curl: {
    variable: 'CURL_PATH',
    commands: ['curl'],
    places: ['/usr/bin/curl'],
    debian: 'curl',
    macos: 'brew install curl',
  },
  promtool: {
    variable: 'PROMTOOL_PATH',
    commands: ['promtool'],
    places: ['/usr/bin/promtool', '/opt/homebrew/bin/promtool', '/usr/local/bin/promtool'],
    debian: 'prometheus',
    macos: 'brew install prometheus',
  },
  shellcheck: {
    variable: 'SHELLCHECK_PATH',
    commands: ['shellcheck'],
    places: ['/usr/bin/shellcheck', '/opt/homebrew/bin/shellcheck', '/usr/local/bin/shellcheck'],
    debian: 'shellcheck',
    macos: 'brew install shellcheck',
  },
  go: {
    variable: 'GO_PATH',
    commands: ['go'],
    places: ['/usr/bin/go', '/usr/local/go/bin/go', '/opt/homebrew/bin/go'],
    debian: 'golang-go',
    macos: 'brew install go',
  },
  python3: {
    variable: 'PYTHON_PATH',
    commands: ['python3'],
    places: ['/usr/bin/python3', '/opt/homebrew/bin/python3', '/usr/local/bin/python3'],
    debian: 'python3',
    macos: 'brew install python',
    // Packages of Debian are for its own Python, which may not be the first.
    accepts: (path) => hasModules(path, Object.values(pythonPackages)),
  },
  caddy: {
    variable: 'CADDY_PATH',
    commands: ['caddy'],
    places: ['/usr/bin/caddy', '/opt/homebrew/bin/caddy', '/usr/local/bin/caddy'],
    debian: 'caddy',
    macos: 'brew install caddy',
  },
  haproxy: {
    variable: 'HAPROXY_PATH',
    commands: ['haproxy'],
    // Debian puts it in sbin, too.
    places: ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/opt/homebrew/bin/haproxy', '/usr/local/bin/haproxy'],
    debian: 'haproxy',
    macos: 'brew install haproxy',
  },
  pdftotext: {
    variable: 'PDFTOTEXT_PATH',
    commands: ['pdftotext'],
    places: ['/usr/bin/pdftotext', '/opt/homebrew/bin/pdftotext', '/usr/local/bin/pdftotext'],
    debian: 'poppler-utils',
    macos: 'brew install poppler',
  },
  chromium: {
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    debian: 'chromium',
    macos: 'npx playwright install chromium',
  },
};

/** @returns {string[]} */
function playwrightBrowser() {
  try {
    return [createRequire(import.meta.url)('@playwright/test').chromium.executablePath()];
  } catch {
    return []; // Playwright has no build for this system
  }
}

/** Paths found so far: looking into Python takes a moment. @type {Map<ToolName, string>} */
const known = new Map();

/**
 * The path of a program, or undefined when this machine does not have it.
 * @param {ToolName} name
 * @returns {string | undefined}
 */
export function findTool(name) {
  const { variable, commands, places, accepts } = tools[name];
  const chosen = process.env[variable];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const existing = [...(chosen ? [chosen] : []), ...onPath, ...places].filter((path) => existsSync(path));
  const accepted = known.get(name) ?? existing.find((path) => accepts?.(path) ?? true);
  if (accepted !== undefined) known.set(name, accepted);
  const found = accepted ?? existing[0];
  // Asked last, because loading Playwright takes longer than all the rest.
  return found ?? (name === 'chromium' ? playwrightBrowser().find((path) => existsSync(path)) : undefined);
}

/** Whether Chinese text can be drawn; only Linux may come without such a font. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  return (spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== '';
}

/** Whether there is a Python with everything that the samples import. */
function hasPythonModules() {
  const python = findTool('python3');
  return python !== undefined && hasModules(python, Object.values(pythonPackages));
}

/**
 * The folder with the package that the WebSocket sample in Go imports, as Go's legacy GOPATH takes it.
 * @returns {string | undefined}
 */
export function findGoPath() {
  const folders = ['/usr/share/gocode', '/usr/local/share/gocode'];
  return folders.find((folder) => existsSync(join(folder, 'src/github.com/gorilla/websocket')));
}

/**
 * What this machine lacks, and the command that installs it.
 * @returns {{ packages: string[], command: string }}
 */
export function missing() {
  const names = /** @type {ToolName[]} */ (Object.keys(tools)).filter((name) => findTool(name) === undefined);
  const packages = names.map((name) => tools[name].debian);
  if (!hasChineseFont()) packages.push('fonts-noto-cjk');
  // All of them: some may belong to another Python than Debian's.
  if (!hasPythonModules()) packages.push(...Object.keys(pythonPackages));
  if (findGoPath() === undefined) packages.push(GORILLA);
  return { packages, command: installCommand(names, packages) };
}

/**
 * @param {ToolName[]} names
 * @param {string[]} packages
 */
function installCommand(names, packages) {
  if (process.platform === 'darwin') {
    const pip = `python3 -m pip install --break-system-packages ${Object.values(pythonPackages).join(' ')}`;
    const clone =
      'git clone https://github.com/gorilla/websocket /usr/local/share/gocode/src/github.com/gorilla/websocket';
    return [
      ...names.map((name) => tools[name].macos),
      ...(packages.includes('python3-flask') ? [pip] : []),
      ...(packages.includes(GORILLA) ? [clone] : []),
    ].join(' && ');
  }
  return `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * The path of a program a test cannot do without.
 * @param {ToolName} name
 * @returns {string}
 */
export function requireTool(name) {
  const path = findTool(name);
  if (path === undefined) {
    throw new Error(`This test needs ${name}. Install it: ${installCommand([name], [tools[name].debian])}`);
  }
  return path;
}
