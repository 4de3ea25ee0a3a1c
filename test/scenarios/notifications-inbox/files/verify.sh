#!/bin/sh
# Checks the deployed endpoint: first byte, buffering, silence, lifetime, reconnect and headers, one
# line for each.
# Run it with sh from where your clients are, after each change of the path. Nothing is installed or
# changed; what it does and takes is told by --help.
#
# For service stream in namespace default.
# Made from profile default, path "External, through Nginx", rules 1.0. Answers and reasons:
# https://streamfit.example/result/#v=1&rules=1.0&useCase=notifications&conversation=server-streams&longestRunSeconds=open-ended&ifCut=snapshot&updateIntervalSeconds=720&longestSilenceSeconds=3600&heartbeat=yes&stalenessSeconds=5&peakClients=800&connectionsPerClient=1&sameDataForAll=no&missedMessages=harmless&request=url-only&credentials=cookie&payload=text&clients=browser&networks=internet&edgeHttp=http2
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
types='text/event-stream'

settings_main() {
  listen_short='65'
  listen_full='370'
  brief='5'
  headers_ms='2000'
  headers_limit='2 seconds'
  first_byte_ms='2000'
  first_byte_limit='2 seconds'
  update_ms='720000'
  update='12 minutes'
  heartbeat_ms='15000'
  heartbeat='15 seconds'
  idle_ms='360000'
  idle_limit='6 minutes'
  recycle_ms='240000'
  recycle='4 minutes'
  life_ms='274000'
  life='4 minutes 34 seconds'
  endless='yes'
  resumes='no'
  http2='yes'
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
    'sh verify.sh [--url URL] [--header '\''NAME: VALUE'\''] [--help] [--seconds N] [--full]' \
    '' \
    'Checks the deployed endpoint and prints a line for each check: PASS, FAIL with' \
    'what to look at, or SKIP with the reason. It reads and never changes anything,' \
    'except as said here.' \
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
    misuse.noCurl) printf '%s' 'curl is not installed' ;;
    misuse.noFolder) printf '%s' 'no temporary folder could be made' ;;
    summary.counts) printf '%s' "$passed"' passed, '"$failed"' failed, '"$skipped"' skipped' ;;
    skip.notOpen) printf '%s' 'the request before it failed' ;;
    skip.noByte) printf '%s' 'no byte came' ;;
    skip.compressed) printf '%s' 'the body is compressed and cannot be read here' ;;
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
    content-type.pass) printf '%s' "$value" ;;
    content-type.missing) printf '%s' 'there is no Content-Type' ;;
    content-type.wrong) printf '%s' "$value"', expected '"$wanted" ;;
    content-type.look) printf '%s' 'set it in the service; a proxy that adds it makes a second one' ;;
    content-type.page) printf '%s' 'a web page, although the status says success' ;;
    content-type.lookPage) printf '%s' 'a sign-in page or a start page answers here: look at the route and at what --header has to carry' ;;
    single-header.pass) printf '%s' 'Content-Type, Content-Length and Access-Control-Allow-Origin come at most once' ;;
    single-header.repeated) printf '%s' 'more than once: '"$value" ;;
    single-header.look) printf '%s' 'add_header in Nginx adds a second one to that of the service; remove it, or put proxy_hide_header before it' ;;
    cache-control.pass) printf '%s' 'Cache-Control: '"$value" ;;
    cache-control.post) printf '%s' 'nothing invites a cache to store this answer to POST' ;;
    cache-control.hit) printf '%s' 'a cache answered ('"$value"')' ;;
    cache-control.stored) printf '%s' 'Cache-Control: '"$value"' invites caches to store it' ;;
    cache-control.missing) printf '%s' 'Cache-Control does not forbid storing it' ;;
    cache-control.look) printf '%s' 'send Cache-Control: no-store, no-transform from the service, and switch caching off for this path' ;;
    compression.pass) printf '%s' 'pieces are not compressed' ;;
    compression.compressed) printf '%s' 'the stream is compressed ('"$value"'), which collects pieces' ;;
    compression.look) printf '%s' 'gzip off in this location; gzip_types of http must not cover it' ;;
    headers-at-once.pass) printf '%s' 'headers came after '"$waited"' s, at most '"$headers_limit"' expected' ;;
    headers-at-once.late) printf '%s' 'headers came only after '"$waited"' s, at most '"$headers_limit"' expected' ;;
    headers-at-once.look) printf '%s' 'send the headers and a first line before there is anything to tell; if the service does, something on the way holds them back' ;;
    first-byte.pass) printf '%s' 'the first byte came after '"$waited"' s, at most '"$first_byte_limit"' expected' ;;
    first-byte.late) printf '%s' 'the first byte came after '"$waited"' s, at most '"$first_byte_limit"' expected' ;;
    first-byte.none) printf '%s' 'no byte came in '"$waited"' s' ;;
    first-byte.look) printf '%s' 'compare with what the service logs: if it sent earlier, something on the way collects the answer; if not, send a first line at once' ;;
    spacing.pass) printf '%s' "$pieces"' pieces over '"$spread"' s, the longest pause '"$gap"' s' ;;
    spacing.single) printf '%s' 'too little came to tell: one piece after '"$waited"' s' ;;
    spacing.lump) printf '%s' 'all '"$bytes"' bytes came at one moment, after '"$waited"' s' ;;
    spacing.lumps) printf '%s' 'several messages come at a time, after pauses of up to '"$gap"' s, although one is due every '"$update" ;;
    spacing.stuck) printf '%s' 'one piece after '"$waited"' s and then nothing, although a message is due every '"$update" ;;
    spacing.look) printf '%s' 'proxy_buffering off, gzip off and proxy_http_version 1.1 in the location that is really used, or X-Accel-Buffering: no from the service; and let the service flush after each message' ;;
    silence.ended) printf '%s' "$gap"' s was the longest silence of a connection that ended by itself' ;;
    silence.heartbeat) printf '%s' "$gap"' s was the longest silence; a heartbeat is due every '"$heartbeat"', the shortest idle limit is '"$idle_limit" ;;
    silence.past) printf '%s' 'still open after '"$elapsed"' s, longer than the shortest idle limit of '"$idle_limit" ;;
    silence.noLimit) printf '%s' "$gap"' s was the longest silence; no limit of the path ends it' ;;
    silence.cut) printf '%s' 'cut off after '"$quiet"' s without a byte, '"$elapsed"' s after it began' ;;
    silence.cutNear) printf '%s' 'cut off after '"$quiet"' s without a byte, which is about '"$near" ;;
    silence.look) printf '%s' 'an idle limit ended it: send heartbeats well within the shortest idle limit, and raise the read timeout of each proxy' ;;
    silence.noHeartbeat) printf '%s' 'silent for '"$gap"' s, although a heartbeat is due every '"$heartbeat" ;;
    silence.lookHeartbeat) printf '%s' 'look at whether the service sends heartbeats and whether something on the way swallows small pieces' ;;
    silence.short) printf '%s' 'open for '"$elapsed"' s, too short to tell; --full listens past the shortest idle limit of '"$idle_limit" ;;
    silence.otherCut) printf '%s' 'the connection was cut off after '"$elapsed"' s before its silence could' ;;
    lifetime.ended) printf '%s' 'ended by itself after '"$elapsed"' s' ;;
    lifetime.held) printf '%s' 'still open after '"$elapsed"' s; '"$life"' were to be reached' ;;
    lifetime.cut) printf '%s' 'cut off after '"$elapsed"' s' ;;
    lifetime.cutNear) printf '%s' 'cut off after '"$elapsed"' s, which is about '"$near" ;;
    lifetime.look) printf '%s' 'a total limit, which heartbeats do not prolong, or a restart ended it: look at the timeout of the load balancer, at deploys and reloads at this moment, and at errors of the service' ;;
    lifetime.early) printf '%s' 'ended by the service after '"$elapsed"' s, planned was '"$recycle" ;;
    lifetime.notRecycled) printf '%s' 'still open after '"$elapsed"' s, the service was to end it after '"$recycle" ;;
    lifetime.lookEarly) printf '%s' 'look at the recycle period of the service; it has to stay below every total limit of the path' ;;
    lifetime.short) printf '%s' 'open for '"$elapsed"' s; --full waits until '"$life"' have passed' ;;
    lifetime.unknown) printf '%s' 'how long a connection has to live is not known' ;;
    lifetime.otherCut) printf '%s' 'the connection was cut off after '"$elapsed"' s by its silence' ;;
    end.pass) printf '%s' 'the end is marked as such' ;;
    end.open) printf '%s' 'still open when the script stopped listening' ;;
    end.cut) printf '%s' 'broken off in the middle (curl exit code '"$ended"')' ;;
    end.look) printf '%s' 'clients lose what was still to come: look for a limit of this length, a crash or restart of the service, and a proxy that gives up' ;;
    end.unframed) printf '%s' 'ended by closing the connection: clients cannot tell this end from a cut' ;;
    end.lookUnframed) printf '%s' 'the answer needs chunks or a Content-Length; look for HTTP/1.0 and chunked_transfer_encoding off on the way' ;;
    resume.pass) printf '%s' 'after event '"$last_id"' came '"$found" ;;
    resume.noEvent) printf '%s' 'no event came' ;;
    resume.unasked) printf '%s' 'no event has an id, and the answers do not ask for resuming' ;;
    resume.noIds) printf '%s' 'events have no id, so that nothing can be resumed' ;;
    resume.oneId) printf '%s' 'one event with an id came in '"$elapsed"' s; --seconds lets it listen longer' ;;
    resume.status) printf '%s' 'answered '"$status"' to Last-Event-ID '"$last_id" ;;
    resume.nothing) printf '%s' 'no event came after Last-Event-ID '"$last_id"', expected '"$value" ;;
    resume.repeated) printf '%s' 'event '"$last_id"' came again, although Last-Event-ID named it' ;;
    resume.gap) printf '%s' 'after event '"$last_id"' came '"$found"', expected '"$value" ;;
    resume.look) printf '%s' 'send an id with each event, and answer Last-Event-ID with everything after it, from a store that all replicas share; look at whether each hop passes the header on' ;;
    replay.pass) printf '%s' 'a second request was answered afresh' ;;
    replay.kept) printf '%s' 'a second request got the same at once, from the service itself' ;;
    replay.hit) printf '%s' 'a cache answered the second request ('"$value"')' ;;
    replay.copy) printf '%s' 'a second request got the same '"$bytes"' bytes in '"$waited"' s that took '"$spread"' s to come' ;;
    replay.look) printf '%s' 'proxy_cache off in this location, and Cache-Control: no-store from the service' ;;
    upgrade-h2c.pass) printf '%s' 'an Upgrade to h2c is not followed' ;;
    upgrade-h2c.forwarded) printf '%s' 'Upgrade: h2c was answered with 101: a tunnel past the rules of the proxy' ;;
    upgrade-h2c.look) printf '%s' 'Upgrade must not be passed on as it is; the map that was made for this path lets websocket through and nothing else' ;;
    *) printf '%s' "$1" ;;
  esac
}

url=$default_url
given_headers=''
seconds=''
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
    --url | --header | --seconds)
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

# An empty list of types allows anything but a web page.
check_type() {
  value=$kind
  wanted=$types
  case $kind in
    '') fail content-type missing ;;
    text/html) fail content-type page content-type.lookPage ;;
    *)
      case " ${types:-$kind} " in
        *" $kind "*) pass content-type pass ;;
        *) fail content-type wrong ;;
      esac
      ;;
  esac
}

# Headers that may come once only. A second one was usually added on the way.
check_single() {
  value=''
  for name in content-type content-length access-control-allow-origin; do
    if [ "$(header "$name" | wc -l)" -gt 1 ]; then value="$value${value:+, }$name"; fi
  done
  if [ -n "$value" ]; then fail single-header repeated; else pass single-header pass; fi
}

# Whether a cache says that it answered.
cache_hit() {
  value=''
  age=$(header age | head -n 1)
  if [ -n "$age" ]; then value="Age: $age"; fi
  for name in x-cache x-cache-status x-proxy-cache cf-cache-status; do
    case $(header "$name" | awk '{ print tolower($0) }') in
      *hit* | *stale*) value="$name: $(header "$name" | head -n 1)" ;;
    esac
  done
  [ -n "$value" ]
}

# An answer to GET has to forbid storing; an answer to POST is stored only where it invites that.
check_cache() {
  if cache_hit; then
    fail cache-control hit
    return
  fi
  control=$(header cache-control | awk '{ printf "%s,", tolower($0) }')
  value=${control%,}
  case $control in
    *no-store* | *private* | *no-cache*) pass cache-control pass ;;
    *public* | *max-age=[1-9]*) fail cache-control stored ;;
    *max-age=0*) pass cache-control pass ;;
    *) if [ "$1" = POST ]; then pass cache-control post; else fail cache-control missing; fi ;;
  esac
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

check_compression() {
  value=$encoding
  case $kind:$encoding in
    *: | *:identity | application/json:*) pass compression pass ;;
    *) fail compression compressed ;;
  esac
}

check_headers_at_once() {
  waited=$(decimal "$head_ms")
  if [ "$head_ms" -le "$headers_ms" ]; then pass headers-at-once pass; else fail headers-at-once late; fi
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

# What a proxy collects comes late and all at once.
check_spacing() {
  spread_ms=$((last_ms - first_ms))
  spread=$(decimal "$spread_ms")
  waited=$(decimal "$first_ms")
  gap=$(decimal "$gap_ms")
  if [ "$first_ms" -lt 0 ]; then
    skip spacing skip.noByte
  elif [ "$spread_ms" -ge 100 ]; then
    if [ "$lumps" -gt 0 ]; then fail spacing lumps; else pass spacing pass; fi
  elif [ "$state" != open ] && [ "$first_ms" -ge 1000 ] && [ $((first_ms * 10)) -ge $((end_ms * 8)) ] &&
    [ "$messages" -ne 1 ]; then
    fail spacing lump
  elif [ "$state" = open ] && [ "$update_ms" -gt 0 ] && [ $((end_ms - first_ms)) -gt $((3 * update_ms + 1000)) ]; then
    fail spacing stuck
  else
    skip spacing spacing.single
  fi
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

# What cut the connection: a limit of the whole time, or one of silence.
judge_cut() {
  cut_by=''
  if [ "$state" != cut ]; then return; fi
  if near total "$end_ms"; then
    cut_by=lifetime
  elif [ "$quiet_ms" -ge 500 ] && [ $((quiet_ms * 10)) -gt $((gap_ms * 12)) ]; then
    cut_by=silence
  else
    cut_by=lifetime
  fi
}

check_silence() {
  quiet=$(decimal "$quiet_ms")
  longest_ms=$gap_ms
  if [ "$state" = open ] && [ "$quiet_ms" -gt "$gap_ms" ]; then longest_ms=$quiet_ms; fi
  gap=$(decimal "$longest_ms")
  elapsed=$(decimal "$end_ms")
  if [ "$cut_by" = silence ]; then
    if near idle "$quiet_ms"; then fail silence cutNear; else fail silence cut; fi
  elif [ "$state" = cut ]; then
    skip silence silence.otherCut
  elif [ "$heartbeat_ms" -gt 0 ] && [ "$longest_ms" -gt $((2 * heartbeat_ms + 1000)) ]; then
    fail silence noHeartbeat silence.lookHeartbeat
  elif [ "$state" = whole ]; then
    pass silence ended
  elif [ "$idle_ms" -eq 0 ]; then
    pass silence noLimit
  elif [ "$end_ms" -gt "$idle_ms" ]; then
    pass silence past
  elif [ "$heartbeat_ms" -gt 0 ] && [ "$end_ms" -ge $((2 * heartbeat_ms + 1000)) ]; then
    pass silence heartbeat
  else
    skip silence silence.short
  fi
}

check_lifetime() {
  elapsed=$(decimal "$end_ms")
  if [ "$cut_by" = lifetime ]; then
    if near total "$end_ms"; then fail lifetime cutNear; else fail lifetime cut; fi
  elif [ "$state" = cut ]; then
    skip lifetime lifetime.otherCut
  elif [ "$state" = whole ]; then
    if [ "$endless" = yes ] && [ $((end_ms * 100)) -lt $((recycle_ms * 85)) ]; then
      fail lifetime early lifetime.lookEarly
    else
      pass lifetime ended
    fi
  elif [ "$recycle_ms" -gt 0 ] && [ "$end_ms" -ge "$life_ms" ]; then
    fail lifetime notRecycled lifetime.lookEarly
  elif [ "$life_ms" -gt 0 ] && [ "$end_ms" -ge "$life_ms" ]; then
    pass lifetime held
  elif [ "$life_ms" -gt 0 ]; then
    skip lifetime lifetime.short
  else
    skip lifetime lifetime.unknown
  fi
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

ids() { awk '/^id:/ { sub(/^id: ?/, ""); sub(/\r$/, ""); if ($0 != "" && $0 != last) print; last = $0 }' "$1"; }

# Kept before the next request overwrites it.
keep() {
  cp "$work/body" "$work/first"
  kept_state=$state
  kept_ms=$((last_ms - first_ms))
}

# A client that lost the connection after the first event has to get the second one next.
check_resume() {
  ids "$work/first" >"$work/ids"
  named=$(sed -n 1p "$work/ids")
  expected=$(sed -n 2p "$work/ids")
  case $encoding in
    '' | identity) ;;
    *)
      skip resume skip.compressed
      return
      ;;
  esac
  if [ -z "$named" ]; then
    if [ "$messages" -eq 0 ]; then
      skip resume resume.noEvent
    elif [ "$resumes" = yes ]; then
      fail resume noIds
    else
      skip resume resume.unasked
    fi
    return
  elif [ -z "$expected" ]; then
    skip resume resume.oneId
    return
  fi
  request "$1" "$brief" -H "Last-Event-ID: $named"
  got=$(ids "$work/body" | head -n 1)
  last_id=$(printf '%s' "$named" | tr -cd ' -~')
  value=$(printf '%s' "$expected" | tr -cd ' -~')
  found=$(printf '%s' "$got" | tr -cd ' -~')
  if [ "$status" -ne 200 ]; then
    fail resume status
  elif [ -z "$got" ]; then
    fail resume nothing
  elif [ "$got" = "$expected" ]; then
    pass resume pass
  elif [ "$got" = "$named" ]; then
    fail resume repeated
  else
    fail resume gap
  fi
}

# Whether this is what the first request got, all at once where that took its time.
is_copy() {
  [ "$kept_state" = whole ] && [ "$kept_ms" -ge 1000 ] && [ "$state" = whole ] &&
    [ $((last_ms - first_ms)) -lt 100 ] && [ "$first_ms" -ge 0 ] && cmp -s "$work/first" "$work/body"
}

# A copy is from a cache if the same question at an address no cache knows takes its time again. A
# service that keeps finished streams answers both at once.
check_replay() {
  request "$1" "$brief"
  if cache_hit; then
    fail replay hit
  elif is_copy; then
    waited=$(decimal "$end_ms")
    spread=$(decimal "$kept_ms")
    case $1 in
      *\?*) other="$1&verify=$$" ;;
      *) other="$1?verify=$$" ;;
    esac
    request "$other" "$brief"
    if is_copy; then pass replay kept; else fail replay copy; fi
  else
    pass replay pass
  fi
}

settings_main
default_header Accept 'text/event-stream'
default_header Accept-Encoding 'gzip, deflate, br'

check_event_stream() {
  request "$1" "$listen"
  if ! check_status 200; then
    skip_all skip.notOpen http-version content-type single-header cache-control compression headers-at-once first-byte spacing silence lifetime end resume replay
    return 1
  fi
  check_version
  check_type
  check_single
  check_cache GET
  check_compression
  check_headers_at_once
  check_first_byte
  check_spacing
  judge_cut
  check_silence
  check_lifetime
  check_end
  keep
  check_resume "$1"
  check_replay "$1"
}

check_event_stream "$url"
check_h2c "$url"
summary
