/** Counts and prints what was found. Words come from `text`, by check and reason. */
export const results = `
set -u
LC_ALL=C
TZ=UTC0
export LC_ALL TZ
umask 077

passed=0
failed=0
skipped=0
prefix=''

pass() {
  passed=$((passed + 1))
  printf 'PASS %s%s: %s\\n' "$prefix" "$1" "$(text "$1.$2")"
}

fail() {
  failed=$((failed + 1))
  printf 'FAIL %s%s: %s – %s\\n' "$prefix" "$1" "$(text "$1.$2")" "$(text "\${3-$1.look}")"
}

skip() {
  skipped=$((skipped + 1))
  printf 'SKIP %s%s: %s\\n' "$prefix" "$1" "$(text "$2")"
}

skip_all() {
  why=$1
  shift
  for check in "$@"; do skip "$check" "$why"; done
}

misuse() {
  printf 'verify.sh: %s\\n' "$(text "$1")" >&2
  printf '%s\\n' "$(text misuse.help)" >&2
  exit 2
}

summary() {
  text summary.counts
  printf '\\n'
  [ "$failed" -eq 0 ]
}

# $decimal
decimal() {
  printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}`;
