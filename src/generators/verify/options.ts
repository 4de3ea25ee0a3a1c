import type { OptionName } from './program.ts';

/** Options every script has. */
export const COMMON = ['--url', '--header', '--help'] as const;
export type Option = OptionName | (typeof COMMON)[number];

/** How an option takes its value in the usage; empty for one without a value. */
export const VALUES: { readonly [O in Option]: string } = {
  '--url': 'URL',
  '--header': "'NAME: VALUE'",
  '--data': 'FILE',
  '--data-header': "'NAME: VALUE'",
  '--watch': 'URL',
  '--end-mark': 'TEXT',
  '--seconds': 'N',
  '--full': '',
  '--help': '',
};

const HEADER = 'case $2 in [!:\\ ]*:*) ;; *) misuse misuse.header ;; esac';

/** What an option is before it is given, and what its value does. */
const ACTIONS: { readonly [O in Option]?: { readonly before: string; readonly given: string } } = {
  '--url': { before: 'url=$default_url', given: 'url=$2' },
  '--header': { before: "given_headers=''", given: `${HEADER}\n      given_headers="$given_headers$2$newline"` },
  '--data': { before: "data=''", given: 'data=$2' },
  '--data-header': { before: "data_headers=''", given: `${HEADER}\n      data_headers="$data_headers$2$newline"` },
  '--watch': { before: "watch_url=''", given: 'watch_url=$2' },
  '--end-mark': { before: "end_mark=''", given: 'end_mark=$2' },
  '--seconds': {
    before: "seconds=''",
    given: 'seconds=$2\n      case $seconds in 0* | *[!0-9]* | ??????*) misuse misuse.seconds ;; esac',
  },
};

/** An address for curl, which opens WebSocket as HTTP. */
const ADDRESS = `# $address
address() {
  case $1 in
    ws://*) found="http:\${1#ws:}" ;;
    wss://*) found="https:\${1#wss:}" ;;
    *) found=$1 ;;
  esac
  value=$1
  case $found in http://?* | https://?*) ;; *) misuse misuse.url ;; esac
  case $found in *[!!-~]*) misuse misuse.url ;; esac
}
address "$url"
url=$found`;
const WATCH_ADDRESS = `if [ -n "$watch_url" ]; then
  address "$watch_url"
  watch_url=$found
fi`;
const DATA = `value=$data
if [ -n "$data" ] && { [ ! -f "$data" ] || [ ! -r "$data" ]; }; then misuse misuse.data; fi`;
/** A POST may start work that costs, and nobody but the team knows a body that does no harm. */
const DATA_NEEDED = 'if [ -z "$data" ]; then misuse misuse.needsData; fi';

const PREPARATION = `command -v curl >/dev/null 2>&1 || misuse misuse.noCurl
work=$(mktemp -d "\${TMPDIR:-/tmp}/verify.XXXXXX") || misuse misuse.noFolder
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# $headers
printf '%s' "$given_headers" >"$work/headers"

default_header() {
  case "$newline$(printf '%s' "$given_headers" | awk '{ print tolower($0) }')" in
    *"$newline$(printf '%s' "$1" | awk '{ print tolower($0) }'):"*) ;;
    *) printf '%s: %s\\n' "$1" "$2" >>"$work/headers" ;;
  esac
}`;

/** Commands that read the arguments; anything a script does not know ends it with the exit code 2. */
export function optionCommands(names: readonly OptionName[], needsData: boolean): string {
  const actions = [...COMMON, ...names].flatMap((name) => {
    const action = ACTIONS[name];
    return action ? [{ name, ...action }] : [];
  });
  const cases = actions.map(({ name, given }) => `    ${name})\n      ${given}\n      ;;`);
  const full = names.includes('--full') ? '\n    --full)\n      full=yes\n      shift\n      ;;' : '';
  const before = actions.map((action) => action.before).join('\n');
  return [
    `${before}${full && '\nfull=no'}\nvalue=''\nnewline='\n'`,
    `option() {\n  case $1 in\n${cases.join('\n')}\n  esac\n}`,
    `while [ $# -gt 0 ]; do
  value=$1
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;${full}
    ${actions.map(({ name }) => name).join(' | ')})
      case \${2-} in '' | *"$newline"*) misuse misuse.value ;; esac
      option "$1" "$2"
      shift 2
      ;;
    *) misuse misuse.unknown ;;
  esac
done`,
    ADDRESS,
    ...(names.includes('--watch') ? [WATCH_ADDRESS] : []),
    ...(names.includes('--data') ? [DATA] : []),
    ...(needsData ? [DATA_NEEDED] : []),
    PREPARATION,
  ].join('\n\n');
}
