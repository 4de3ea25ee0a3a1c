// Installs the system packages the tests need where that is possible without a question, and else says what to install.
import { spawnSync } from 'node:child_process';
import { fetchNewerNginx } from './newer-nginx.mjs';
import { missing } from './tools.mjs';

// apt starts a service it installs; the policy file, where systemd runs, keeps Nginx from taking port 80.
const install = `
policy=/usr/sbin/policy-rc.d
if [ -d /run/systemd/system ] && [ ! -e $policy ]; then
  printf '#!/bin/sh\\nexit 101\\n' > $policy && chmod +x $policy
  trap 'rm -f $policy' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
`;

/** @param {string[]} command */
function succeeds([program = '', ...rest]) {
  return spawnSync(program, rest, { stdio: 'ignore' }).status === 0;
}

/** The words before a command that make it run as root, or undefined where nobody may ask for that. */
function asRoot() {
  if (process.platform !== 'linux' || !succeeds(['apt-get', '--version'])) return undefined;
  if (process.getuid?.() === 0) return [];
  return succeeds(['sudo', '-n', 'true']) ? ['sudo', '-n'] : undefined;
}

const { packages, command } = missing();
if (packages.length > 0) {
  const root = asRoot();
  if (root === undefined) {
    console.error(`The tests need ${packages.join(', ')}. Install them, then try again: ${command}`);
    process.exit(1);
  }
  console.log(`Installing ${packages.join(', ')} …`);
  const [program = 'sh', ...rest] = [...root, 'sh', '-c', install, 'sh', ...packages];
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0 || missing().packages.length > 0) {
    console.error(`${stdout}${stderr}\nInstalling failed. Try it by hand: ${command}`);
    process.exit(1);
  }
}

try {
  fetchNewerNginx();
} catch (error) {
  console.error(`The tests need an Nginx from 1.30 on, and fetching Debian's did not work. ${error}`);
  process.exit(1);
}
