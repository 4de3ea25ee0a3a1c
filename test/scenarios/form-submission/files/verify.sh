#!/bin/sh
# Checks the deployed endpoint: first byte, buffering, silence, lifetime, reconnect and headers, one
# line for each.
# Run it with sh from where your clients are, after each change of the path. Nothing is installed or
# changed; what it does and takes is told by --help.
#
# For service stream in namespace default.
# Made from profile default, path "External, through Nginx", rules 1.0. Answers and reasons:
# https://streamfit.example/result/#v=1&rules=1.0&useCase=api-call&conversation=single-reply&longestRunSeconds=2&ifCut=retry&longestSilenceSeconds=2&peakClients=100&missedMessages=no-duplicates&request=body&credentials=cookie&payload=text&clients=browser&networks=internet&serverStores=none
#
# It assumes:
# - curl 7.68 or later and the tools of a POSIX system: awk, sed, grep, od, mktemp and the like.
# - It sees what curl sees from the machine it runs on. A corporate proxy or a browser may do more;
#   proxies that are set in the environment are used.

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
  printf 'PASS %s%s: %s\n' "$prefix" "$1" "$(text "$1.$2")"
}

fail() {
  failed=$((failed + 1))
  printf 'FAIL %s%s: %s – %s\n' "$prefix" "$1" "$(text "$1.$2")" "$(text "${3-$1.look}")"
}

skip() {
  skipped=$((skipped + 1))
  printf 'SKIP %s%s: %s\n' "$prefix" "$1" "$(text "$2")"
}

skip_all() {
  why=$1
  shift
  for check in "$@"; do skip "$check" "$why"; done
}

misuse() {
  printf 'verify.sh: %s\n' "$(text "$1")" >&2
  printf '%s\n' "$(text misuse.help)" >&2
  exit 2
}

summary() {
  text summary.counts
  printf '\n'
  [ "$failed" -eq 0 ]
}

# Milliseconds as seconds.
decimal() {
  printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

default_url='https://api.example.com/stream'

settings_main() {
  listen_short='12'
  listen_full='370'
  brief='5'
  first_byte_ms='2000'
  first_byte_limit='2 seconds'
  update_ms='0'
  hold_ms='300000'
  hold_limit='5 minutes'
  http2='no'
  choose_listen
}

limits() {
  printf '%s\n' \
    'total 300000 Classic Application Load Balancer: Backend timeout, 5 minutes' \
    'total 30000 Classic Application Load Balancer: Backend timeout, at 30 seconds because nothing is configured' \
    'idle 360000 Nginx: Read timeout of the proxy, 6 minutes' \
    'idle 60000 Nginx: Read timeout of the proxy, at 1 minute because nothing is configured'
}

usage() {
  printf '%s\n' \
    'sh verify.sh [--url URL] [--header '\''NAME: VALUE'\''] [--help] [--seconds N] [--full] [--data FILE]' \
    '' \
    'Checks the deployed endpoint and prints a line for each check: PASS, FAIL with' \
    'what to look at, or SKIP with the reason. It reads and never changes anything,' \
    'except as said here.' \
    '' \
    'This endpoint is opened with POST, which may start work that costs. The script' \
    'sends no body of its own: give one with --data that may be run. It is sent once.' \
    '' \
    'A certificate of your own goes into the variable CURL_CA_BUNDLE; settings in' \
    '.curlrc are not read.' \
    '' \
    '  --url URL' \
    '      The endpoint, by default:' \
    '      https://api.example.com/stream' \
    '  --header '\''NAME: VALUE'\''' \
    '      A header to send with each request, such as '\''Authorization: Bearer …'\'' or' \
    '      '\''Cookie: …'\''. May be given several times.' \
    '  --help' \
    '      This text.' \
    '  --seconds N' \
    '      Listen to each stream at most so long, instead of what its messages and' \
    '      heartbeats need.' \
    '  --full' \
    '      Listen until the limits of the path and the planned end of a connection' \
    '      have passed, which may take an hour.' \
    '  --data FILE' \
    '      A file whose content is sent as the body of a POST, as JSON unless' \
    '      --header names another Content-Type.' \
    '' \
    'Exit code: 0 nothing failed, 1 a check failed, 2 it was called wrongly.'
}

text() {
  case $1 in
    misuse.help) printf '%s' 'sh verify.sh --help tells what it takes' ;;
    misuse.unknown) printf '%s' 'unknown option '"$value" ;;
    misuse.value) printf '%s' "$value"' needs a value on one line' ;;
    misuse.header) printf '%s' 'a header has a name and a colon' ;;
    misuse.seconds) printf '%s' '--seconds takes a whole number from 1 to 99999' ;;
    misuse.url) printf '%s' "$value"' is no address that begins with http://, https://, ws:// or wss:// and holds no spaces' ;;
    misuse.data) printf '%s' "$value"' cannot be read' ;;
    misuse.needsData) printf '%s' 'this endpoint is opened with POST, which may start work that costs: give --data FILE with a body that may be run once' ;;
    misuse.noCurl) printf '%s' 'curl is not installed' ;;
    misuse.noFolder) printf '%s' 'no temporary folder could be made' ;;
    summary.counts) printf '%s' "$passed"' passed, '"$failed"' failed, '"$skipped"' skipped' ;;
    skip.notOpen) printf '%s' 'the request before it failed' ;;
    skip.broken) printf '%s' 'the request got no answer' ;;
    status.pass) printf '%s' "$status"' as expected' ;;
    status.look) printf '%s' 'look at what the service logged for this request' ;;
    status.silent) printf '%s' 'nothing came within '"$most"' s, not even headers' ;;
    status.lookSilent) printf '%s' 'the service has to send headers at once; otherwise something on the way collects the answer, so switch response buffering off there' ;;
    status.unreachable) printf '%s' "$error" ;;
    status.lookUnreachable) printf '%s' 'look at the address, the DNS name, the certificate and whether the path lets this machine in' ;;
    status.redirected) printf '%s' "$status"', to '"$value" ;;
    status.lookRedirected) printf '%s' 'clients of streams rarely follow: call the address it leads to with --url, or correct host, scheme or slash' ;;
    status.refused) printf '%s' "$status"', not allowed in' ;;
    status.lookRefused) printf '%s' 'give what signs you in with --header, such as --header '\''Authorization: Bearer …'\'' or '\''Cookie: …'\''' ;;
    status.absent) printf '%s' "$status"', nothing is served at this path' ;;
    status.lookAbsent) printf '%s' 'look at the path in --url and at the route or location of each hop' ;;
    status.method) printf '%s' "$status"', the method is not allowed here' ;;
    status.lookMethod) printf '%s' 'GET was refused: give --data FILE if the endpoint is opened with POST; otherwise look at the route' ;;
    status.large) printf '%s' "$status"', the body is too large for a hop' ;;
    status.lookLarge) printf '%s' 'look at client_max_body_size or the limit of the gateway for request bodies' ;;
    status.limited) printf '%s' "$status"', too many requests or connections' ;;
    status.lookLimited) printf '%s' 'wait and run it again; if it stays, look at the limits by client address' ;;
    status.gateway) printf '%s' "$status"', no answer of the service' ;;
    status.gatewayPage) printf '%s' "$status"' with a web page: the error page of a proxy, not an answer of the service' ;;
    status.look502) printf '%s' 'the proxy reached nobody or was cut off; look at whether pods are ready, the port, and keep-alive timeouts' ;;
    status.look503) printf '%s' 'no backend is ready; look at readiness, health checks and the state of the backends at the load balancer' ;;
    status.look504) printf '%s' 'the service sent no headers before a timeout; let it send them at once, then look at the read timeout of the proxy and the timeout of the load balancer' ;;
    status.unexpected) printf '%s' 'answered '"$status"', expected '"$expected" ;;
    http-version.pass) printf '%s' 'HTTP/'"$value" ;;
    http-version.old) printf '%s' 'HTTP/'"$value"' has neither chunks nor more than one request at a time' ;;
    http-version.lower) printf '%s' 'HTTP/'"$value"', although clients were to use HTTP/2' ;;
    http-version.look) printf '%s' 'look at whether the load balancer or the TLS listener before the service offers HTTP/2' ;;
    http-version.plain) printf '%s' 'clients were to use HTTP/2, which is agreed on over https only' ;;
    http-version.unable) printf '%s' 'this curl cannot speak HTTP/2' ;;
    single-header.pass) printf '%s' 'Content-Type, Content-Length and Access-Control-Allow-Origin come at most once' ;;
    single-header.repeated) printf '%s' 'more than once: '"$value" ;;
    single-header.look) printf '%s' 'add_header in Nginx adds a second one to that of the service; remove it, or put proxy_hide_header before it' ;;
    first-byte.pass) printf '%s' 'the first byte came after '"$waited"' s, at most '"$first_byte_limit"' expected' ;;
    first-byte.late) printf '%s' 'the first byte came after '"$waited"' s, at most '"$first_byte_limit"' expected' ;;
    first-byte.none) printf '%s' 'no byte came in '"$waited"' s' ;;
    first-byte.look) printf '%s' 'compare with what the service logs: if it sent earlier, something on the way collects the answer; if not, send a first line at once' ;;
    end.pass) printf '%s' 'the end is marked as such' ;;
    end.open) printf '%s' 'still open when the script stopped listening' ;;
    end.cut) printf '%s' 'broken off in the middle (curl exit code '"$ended"')' ;;
    end.look) printf '%s' 'clients lose what was still to come: look for a limit of this length, a crash or restart of the service, and a proxy that gives up' ;;
    end.unframed) printf '%s' 'ended by closing the connection: clients cannot tell this end from a cut' ;;
    end.lookUnframed) printf '%s' 'the answer needs chunks or a Content-Length; look for HTTP/1.0 and chunked_transfer_encoding off on the way' ;;
    upgrade-h2c.pass) printf '%s' 'an Upgrade to h2c is not followed' ;;
    upgrade-h2c.forwarded) printf '%s' 'Upgrade: h2c was answered with 101: a tunnel past the rules of the proxy' ;;
    upgrade-h2c.look) printf '%s' 'Upgrade must not be passed on as it is; the map that was made for this path lets websocket through and nothing else' ;;
    hold.pass) printf '%s' 'answered after '"$waited"' s; the first limit on the way is '"$hold_limit" ;;
    hold.long) printf '%s' 'answered after '"$waited"' s; the first limit on the way is '"$hold_limit"', which is too close' ;;
    hold.never) printf '%s' 'not answered within '"$hold_limit"', the first limit on the way' ;;
    hold.cut) printf '%s' 'cut off after '"$waited"' s' ;;
    hold.cutNear) printf '%s' 'cut off after '"$waited"' s, which is about '"$near" ;;
    hold.look) printf '%s' 'answer well before the first limit on the way: a poll with 204, longer work as a job' ;;
    hold.short) printf '%s' 'not answered within '"$most"' s; --full waits for the first limit on the way, '"$hold_limit" ;;
    *) printf '%s' "$1" ;;
  esac
}

url=$default_url
given_headers=''
seconds=''
data=''
full=no
value=''
newline='
'

option() {
  case $1 in
    --url)
      url=$2
      ;;
    --header)
      case $2 in [!:\ ]*:*) ;; *) misuse misuse.header ;; esac
      given_headers="$given_headers$2$newline"
      ;;
    --seconds)
      seconds=$2
      case $seconds in 0* | *[!0-9]* | ??????*) misuse misuse.seconds ;; esac
      ;;
    --data)
      data=$2
      ;;
  esac
}

while [ $# -gt 0 ]; do
  value=$1
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --full)
      full=yes
      shift
      ;;
    --url | --header | --seconds | --data)
      case ${2-} in '' | *"$newline"*) misuse misuse.value ;; esac
      option "$1" "$2"
      shift 2
      ;;
    *) misuse misuse.unknown ;;
  esac
done

# curl opens a WebSocket by its HTTP address.
address() {
  case $1 in
    ws://*) found="http:${1#ws:}" ;;
    wss://*) found="https:${1#wss:}" ;;
    *) found=$1 ;;
  esac
  value=$1
  case $found in http://?* | https://?*) ;; *) misuse misuse.url ;; esac
  case $found in *[!!-~]*) misuse misuse.url ;; esac
}
address "$url"
url=$found

value=$data
if [ -n "$data" ] && { [ ! -f "$data" ] || [ ! -r "$data" ]; }; then misuse misuse.data; fi

if [ -z "$data" ]; then misuse misuse.needsData; fi

command -v curl >/dev/null 2>&1 || misuse misuse.noCurl
work=$(mktemp -d "${TMPDIR:-/tmp}/verify.XXXXXX") || misuse misuse.noFolder
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Headers of every request: those that were given, and ours where none of that name was given.
printf '%s' "$given_headers" >"$work/headers"

default_header() {
  case "$newline$(printf '%s' "$given_headers" | awk '{ print tolower($0) }')" in
    *"$newline$(printf '%s' "$1" | awk '{ print tolower($0) }'):"*) ;;
    *) printf '%s: %s\n' "$1" "$2" >>"$work/headers" ;;
  esac
}

choose_listen() {
  listen=$listen_short
  if [ "$full" = yes ]; then listen=$listen_full; fi
  if [ -n "$seconds" ]; then listen=$seconds; fi
  if [ "$listen" -lt "$brief" ]; then brief=$listen; fi
}

# The file with the headers to send.
sent=$work/headers

# Sends one request, listens at most so many seconds, and describes what came. Times come from the
# trace of curl, which tells when each piece arrived; a POSIX shell has whole seconds only.
# Milliseconds from the request: head_ms to the headers, first_ms and last_ms to the first and last
# piece of the body, end_ms to the end; -1 for what did not come. gap_ms is the longest pause
# between two pieces, quiet_ms the pause before the end.
# State: open when the time was over, whole after a proper end, cut otherwise.
request() {
  called=$1
  most=$2
  shift 2
  for name in trace head body error; do : >"$work/$name"; done
  measured=$(
    curl -q -g -sS -N --suppress-connect-headers --max-time "$most" -H "@$sent" -H 'Expect:' \
      -D "$work/head" --trace-ascii "$work/trace" --trace-time -o "$work/body" \
      -w '%{http_version} %{time_pretransfer} %{time_total} %{size_download}' "$@" --url "$called" 2>"$work/error"
  )
  ended=$?
  error=$(head -n 1 "$work/error" | tr -cd ' -~')
  status=$(awk '/^HTTP\// { status = $2 } END { print status + 0 }' "$work/head")
  kind=$(header content-type | awk -F ';' 'NR == 1 { gsub(/[ \t]/, "", $1); print tolower($1) }')
  encoding=$(header content-encoding | head -n 1)
  version='' before='' total='' bytes=''
  read -r version before total bytes <<MEASURED
$measured
MEASURED
  measure
  state='cut'
  case $ended in
    0) state='whole' ;;
    28) state='open' ;;
  esac
  : "$state"
}

# The values of a header in the last answer, one a line.
header() {
  awk -v wanted="$1" '
    /^HTTP\// { count = 0 }
    {
      at = index($0, ":")
      if (at > 0 && tolower(substr($0, 1, at - 1)) == wanted) found[++count] = substr($0, at + 1)
    }
    END { for (i = 1; i <= count; i++) { sub(/^[ \t]+/, "", found[i]); print found[i] } }
  ' "$work/head" | tr -cd ' -~\n'
}

# How many messages the body holds, where its framing tells.
count_messages() {
  case $kind:$encoding in
    text/event-stream:) awk '/^data/ { open = 1 } /^\r?$/ { count += open; open = 0 } END { print count + 0 }' "$work/body" ;;
    application/*ndjson: | application/*jsonl:) awk 'NF { count++ } END { print count + 0 }' "$work/body" ;;
    *) printf '0\n' ;;
  esac
}

# Measures from the trace. A lump is at least three messages at one moment after a pause in which
# they were due.
measure() {
  messages=$(count_messages)
  numbers=$(awk -v before="${before:-0}" -v total="${total:-0}" -v due="$update_ms" -v messages="$messages" '
    /^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/ {
      split($1, clock, ":")
      at = clock[1] * 3600 + clock[2] * 60 + clock[3]
      if (at + 43200 < last) day += 86400
      last = at
      at += day
      if ($2 == "=>" && $4 == "header,") { sent = at; headed = 0 }
      if ($2 == "<=" && $4 == "header," && !headed) headed = at
      if ($2 == "<=" && $3 == "Recv" && $4 == "data,") { n++; time[n] = at; size[n] = $5; sum += $5 }
    }
    function ms(from, to) { return from && to ? (to - from) * 1000 : -1 }
    END {
      end = (total - before) * 1000
      for (i = 1; i <= n; i++) {
        gap = i > 1 ? (time[i] - time[i - 1]) * 1000 : 0
        if (i == 1 || gap > 30) pieces++
        if (gap > longest) longest = gap
        if (due && gap > 3 * due + 500) { lead = gap; start = i; held = 0 }
        if (lead) {
          later += size[i]
          held += size[i]
          over = i == n || (time[i + 1] - time[i]) * 1000 > 3 * due + 500
          if (over && messages && held >= 3 * sum / messages && (time[i] - time[start]) * 1000 < lead / 5) {
            lumps++
            lumped += held
          }
        }
      }
      if (lumps < 2 || lumped < later * 0.6) lumps = 0
      first = n ? ms(sent, time[1]) : -1
      final = n ? ms(sent, time[n]) : -1
      quiet = end - (final > 0 ? final : 0)
      if (quiet < 0) quiet = 0
      printf "%d %d %d %d %d %d %d %d", ms(sent, headed), first, final, pieces, longest, quiet, end, lumps
    }
  ' "$work/trace")
  read -r head_ms first_ms last_ms pieces gap_ms quiet_ms end_ms lumps <<NUMBERS
$numbers
NUMBERS
  # Not every script judges all of these.
  : "$version" "$bytes" "$head_ms" "$first_ms" "$last_ms" "$pieces" "$gap_ms" "$quiet_ms" "$end_ms" "$lumps"
}

fail_gateway() {
  if [ "$kind" = text/html ]; then fail status gatewayPage "$1"; else fail status gateway "$1"; fi
}

# The status, and the usual cause of a wrong one.
check_status() {
  value=$(header location | head -n 1)
  expected=$*
  for right in "$@"; do
    if [ "$status" -eq "$right" ]; then
      pass status pass
      return 0
    fi
  done
  case $status in
    0)
      if [ "$ended" -eq 28 ]; then fail status silent status.lookSilent; else fail status unreachable status.lookUnreachable; fi
      ;;
    3??) fail status redirected status.lookRedirected ;;
    401 | 403) fail status refused status.lookRefused ;;
    404 | 410) fail status absent status.lookAbsent ;;
    405) fail status method status.lookMethod ;;
    413) fail status large status.lookLarge ;;
    429) fail status limited status.lookLimited ;;
    502) fail_gateway status.look502 ;;
    503) fail_gateway status.look503 ;;
    504) fail_gateway status.look504 ;;
    *) fail status unexpected ;;
  esac
  return 1
}

# Headers that may come once only. A second one was usually added on the way.
check_single() {
  value=''
  for name in content-type content-length access-control-allow-origin; do
    if [ "$(header "$name" | wc -l)" -gt 1 ]; then value="$value${value:+, }$name"; fi
  done
  if [ -n "$value" ]; then fail single-header repeated; else pass single-header pass; fi
}

check_version() {
  value=$version
  case $version:$http2 in
    0:* | 1:* | 1.0:*) fail http-version old ;;
    1.1:yes)
      case $called in
        http:*) skip http-version http-version.plain ;;
        *)
          if curl -V | grep -q HTTP2; then fail http-version lower; else skip http-version http-version.unable; fi
          ;;
      esac
      ;;
    *) pass http-version pass ;;
  esac
}

# Asked with GET, so that nothing is started.
check_h2c() {
  request "$1" "$brief" --http1.1 -H 'Connection: Upgrade, HTTP2-Settings' -H 'Upgrade: h2c' \
    -H 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'
  if [ "$status" -eq 101 ]; then
    fail upgrade-h2c forwarded
  elif [ "$status" -eq 0 ] && [ "$ended" -ne 28 ]; then
    skip upgrade-h2c skip.broken
  else
    pass upgrade-h2c pass
  fi
}

check_first_byte() {
  if [ "$first_ms" -lt 0 ] && [ "$state" = whole ]; then first_ms=$head_ms; fi
  if [ "$first_ms" -lt 0 ]; then
    waited=$(decimal "$end_ms")
    fail first-byte none
    return
  fi
  waited=$(decimal "$first_ms")
  if [ "$first_ms" -le "$first_byte_ms" ]; then pass first-byte pass; else fail first-byte late; fi
}

# The limits of this path that are about as long.
near() {
  near=$(limits | awk -v kind="$1" -v ms="$2" '
    $1 == kind {
      apart = ms > $2 ? ms - $2 : $2 - ms
      slack = $2 / 20 > 700 ? $2 / 20 : 700
      if (apart <= slack) { sub(/^[^ ]+ [^ ]+ /, ""); out = out (out == "" ? "" : "; ") $0 }
    }
    END { print out }
  ')
  [ -n "$near" ]
}

# Whether a client can tell this end from a cut.
check_end() {
  case $state in
    open) skip end end.open ;;
    cut) fail end cut ;;
    *)
      framed=$(header transfer-encoding)$(header content-length)
      if [ -z "$framed" ] && [ "$version" != 2 ] && [ "$version" != 3 ]; then
        fail end unframed end.lookUnframed
      else
        pass end pass
      fi
      ;;
  esac
}

check_hold() {
  waited=$(decimal "$end_ms")
  if [ "$state" = cut ]; then
    if near idle "$end_ms" || near total "$end_ms"; then fail hold cutNear; else fail hold cut; fi
  elif [ "$state" = whole ]; then
    if [ "$hold_ms" -gt 0 ] && [ $((end_ms * 10)) -gt $((hold_ms * 9)) ]; then fail hold long; else pass hold pass; fi
  elif [ "$hold_ms" -gt 0 ] && [ "$end_ms" -ge "$hold_ms" ]; then
    fail hold never
  else
    skip hold hold.short
  fi
}

settings_main
if [ -n "$data" ]; then default_header Content-Type 'application/json'; fi

check_reply() {
  request "$1" "$listen" --data-binary "@$data"
  if ! check_status 200 201 202 203 204 206 304; then
    skip_all skip.notOpen http-version single-header first-byte hold end
    return 1
  fi
  check_version
  check_single
  check_first_byte
  check_hold
  check_end
}

check_reply "$url" || :
check_h2c "$url"
summary
