// A second Nginx for the tests: the one of a newer Debian, beside the one of the machine. Old stable releases of Debian
// have no Nginx that knows `http2 on`, so files for 1.30 would have no real reader. It is taken from Debian's own signed
// index with apt, whatever version that has, and unpacked into a folder of the project: nothing is installed.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool } from './tools.mjs';

/** The oldest release that reads every form the generated files use. */
const NEEDED = [1, 30];
/** The release of Debian it comes from: the first that has it. */
const RELEASE = 'forky';
/** The program and every library it loads, down to the C library: the machine's own may be too old. */
const PACKAGES = ['nginx', 'libc6', 'libcrypt1', 'libpcre2-8-0', 'libssl3t64', 'zlib1g', 'libzstd1'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const MINUTES_5 = 300_000;

const folder = fileURLToPath(new URL(`../../node_modules/.cache/streamfit/nginx-${RELEASE}`, import.meta.url));
const unpacked = join(folder, 'nginx');

/**
 * What a program calls its version.
 * @param {string} program
 * @returns {number[]}
 */
export function versionOf(program) {
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' });
  return (/nginx\/([\d.]+)/.exec(stderr ?? '')?.[1] ?? '').split('.').map(Number);
}

/** @param {number[]} version */
const isNewEnough = ([major = 0, minor = 0]) =>
  major > (NEEDED[0] ?? 0) || (major === NEEDED[0] && minor >= (NEEDED[1] ?? 0));

/**
 * The path of an Nginx that reads the newest forms: the machine's own where it is new enough, or the unpacked one.
 * @returns {string | undefined}
 */
function findNewerNginx() {
  const own = findTool('nginx');
  return [...(own ? [own] : []), unpacked].find((path) => existsSync(path) && isNewEnough(versionOf(path)));
}

/** The same; throws with what to do when there is none. */
export function requireNewerNginx() {
  const path = findNewerNginx();
  if (path !== undefined) return path;
  const own = `an Nginx from ${NEEDED.join('.')} on, named in NGINX_PATH`;
  throw new Error(`This test needs ${own}, or on Debian: node test/support/system.mjs`);
}

/** @param {string[]} command @param {string} cwd */
function run([program = '', ...rest], cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, rest, { cwd, encoding: 'utf8', timeout: MINUTES_5 });
  if (status === 0) return stdout;
  throw new Error(`${program} ${rest.at(-1)} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** @param {Record<string, string>} settings */
const aptOptions = (settings) => Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);

/**
 * Options that give apt folders and sources of its own, so that it touches nothing of the machine and needs no rights.
 * The mirror is the one this machine takes its own release from.
 * @param {string} place
 */
function ownApt(place) {
  for (const part of ['lists/partial', 'archives/partial', 'parts']) mkdirSync(join(place, part), { recursive: true });
  writeFileSync(join(place, 'status'), '');
  const folders = aptOptions({
    'Dir::State': place,
    'Dir::State::Lists': join(place, 'lists'),
    'Dir::State::status': join(place, 'status'),
    'Dir::Cache': place,
    'Acquire::Languages': 'none',
    // As root apt would change to a user who cannot write here.
    'APT::Sandbox::User': '',
  });
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
  const addresses = run(['apt-get', ...folders, '-q', '--print-uris', 'update'], place);
  const mirror = new RegExp(`'(\\S+)/dists/${codename}/InRelease'`).exec(addresses)?.[1];
  if (mirror === undefined) throw new Error(`apt has no source for ${codename} on this machine`);
  writeFileSync(join(place, 'sources.list'), `deb [signed-by=${KEYRING}] ${mirror} ${RELEASE} main\n`);
  return [
    ...folders,
    ...aptOptions({
      'Dir::Etc::SourceList': join(place, 'sources.list'),
      'Dir::Etc::SourceParts': join(place, 'parts'),
      'Dir::Etc::PreferencesParts': join(place, 'parts'),
    }),
  ];
}

/**
 * Starts the unpacked program with its own loader and libraries, whatever the machine has.
 * @param {string} place
 */
function launcher(place) {
  const libraries = readdirSync(join(place, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const loader = readdirSync(join(place, 'usr/lib', libraries)).find((name) => /^ld-linux.*\.so\.\d$/.test(name)) ?? '';
  return `#!/bin/sh
here=$(dirname "$0")
lib="$here/usr/lib/${libraries}"
exec "$lib/${loader}" --argv0 nginx --library-path "$lib" "$here/usr/sbin/nginx" "$@"
`;
}

/** Downloads and unpacks it where the machine's own is too old; does nothing where there is one already. */
export function fetchNewerNginx() {
  if (findNewerNginx() !== undefined) return;
  mkdirSync(dirname(folder), { recursive: true });
  const place = mkdtempSync(`${folder}-`);
  try {
    const options = ownApt(place);
    run(['apt-get', ...options, '-q', 'update'], place);
    run(['apt-get', ...options, '-q', 'download', ...PACKAGES], place);
    for (const name of readdirSync(place)) if (name.endsWith('.deb')) run(['dpkg-deb', '-x', name, place], place);
    for (const name of readdirSync(place)) if (name !== 'usr') rmSync(join(place, name), { recursive: true });
    writeFileSync(join(place, 'nginx'), launcher(place));
    chmodSync(join(place, 'nginx'), 0o755);
    const version = versionOf(join(place, 'nginx'));
    if (!isNewEnough(version)) throw new Error(`Debian ${RELEASE} has Nginx ${version.join('.')}, too old`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(place, folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
