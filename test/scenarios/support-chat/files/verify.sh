#!/bin/sh
# Checks the deployed endpoint: first byte, buffering, silence, lifetime, reconnect and headers, one
# line for each.
# Run it with sh from where your clients are, after each change of the path. Nothing is installed or
# changed; what it does and takes is told by --help.
#
# For service stream in namespace default.
# Made from profile default, path "External, through Nginx", rules 1.0. Answers and reasons:
# https://streamfit.example/result/#v=1&rules=1.0&useCase=chat&conversation=interleaved&longestRunSeconds=7200&ifCut=resume&updateIntervalSeconds=1&longestSilenceSeconds=300&heartbeat=yes&stalenessSeconds=0.2&peakClients=500&connectionsPerClient=1&missedMessages=replay&request=url-only&credentials=cookie&payload=text&clients=browser&networks=internet&edgeHttp=http2&serverStores=event-log
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
  listen_short='35'
  listen_full='3180'
  brief='5'
  update_ms='1000'
  heartbeat_ms='15000'
  heartbeat='15 seconds'
  idle_ms='360000'
  idle_limit='6 minutes'
  recycle_ms='2880000'
  recycle='48 minutes'
  life_ms='3178000'
  life='52 minutes 58 seconds'
  endless='no'
  choose_listen
}

limits() {
  printf '%s\n' \
    'total 3600000 Classic Application Load Balancer: Backend timeout, 1 hour' \
    'total 300000 Classic Application Load Balancer: Backend timeout, still at 5 minutes as before the change' \
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
    'curl answers no pings of a WebSocket. A service that gives up without an answer' \
    'ends the connection; what that hides is reported as SKIP. Messages are not' \
    'exchanged.' \
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
    skip.broken) printf '%s' 'the request got no answer' ;;
    skip.noPong) printf '%s' 'the connection ended after a ping that curl cannot answer; the service may have ended it, and no limit of the path is near' ;;
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
    end.open) printf '%s' 'still open when the script stopped listening' ;;
    end.closed) printf '%s' 'closed with code '"$value" ;;
    end.noClose) printf '%s' 'the connection ended without a close frame' ;;
    end.lookClose) printf '%s' 'a hop or a crash ended it, and clients see code 1006: look for a limit of this length, and close with 1001 or 1012 before a restart' ;;
    end.closeCode) printf '%s' 'closed with code '"$value" ;;
    end.lookCloseCode) printf '%s' 'look at what the service means by this code; curl sends no messages and answers no pings' ;;
    upgrade-h2c.pass) printf '%s' 'an Upgrade to h2c is not followed' ;;
    upgrade-h2c.forwarded) printf '%s' 'Upgrade: h2c was answered with 101: a tunnel past the rules of the proxy' ;;
    upgrade-h2c.look) printf '%s' 'Upgrade must not be passed on as it is; the map that was made for this path lets websocket through and nothing else' ;;
    upgrade.pass) printf '%s' '101 after '"$waited"' s, with the right Sec-WebSocket-Accept' ;;
    upgrade.silent) printf '%s' 'no answer to the handshake within '"$most"' s' ;;
    upgrade.unreachable) printf '%s' "$error" ;;
    upgrade.lookUnreachable) printf '%s' 'look at the address, the DNS name, the certificate and whether the path lets this machine in' ;;
    upgrade.redirected) printf '%s' "$status"', to '"$value" ;;
    upgrade.lookRedirected) printf '%s' 'no WebSocket follows a redirect: call the address it leads to with --url' ;;
    upgrade.refused) printf '%s' "$status"', not allowed in' ;;
    upgrade.lookRefused) printf '%s' 'give what signs you in with --header, such as --header '\''Cookie: …'\'' or --header '\''Origin: https://…'\''' ;;
    upgrade.gateway) printf '%s' "$status"', no answer of the service' ;;
    upgrade.lookGateway) printf '%s' 'the proxy reached nobody or waited in vain; look at pods, port and timeouts' ;;
    upgrade.plain) printf '%s' 'answered '"$status"' instead of 101: the Upgrade did not reach the service, or it speaks no WebSocket here' ;;
    upgrade.noHeader) printf '%s' '101 without Upgrade: websocket' ;;
    upgrade.noAccept) printf '%s' '101 with a wrong Sec-WebSocket-Accept: not this handshake was answered' ;;
    upgrade.look) printf '%s' 'proxy_http_version 1.1 and proxy_set_header for Upgrade and Connection in the location that is really used' ;;
    origin.pass) printf '%s' 'a page of another origin is refused ('"$value"')' ;;
    origin.open) printf '%s' 'a page of another origin gets in ('"$value"')' ;;
    origin.unclear) printf '%s' 'answered '"$value"', which tells nothing' ;;
    origin.look) printf '%s' 'compare Origin with an exact list and answer 403; browsers send cookies from any page' ;;
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

# The headers as the page of somebody else would send them.
be_foreign() {
  grep -vi '^origin:' "$work/headers" >"$work/foreign"
  printf 'Origin: https://origin.invalid\n' >>"$work/foreign"
  sent=$work/foreign
}

check_origin() {
  sent=$work/headers
  value=$status
  case $status in
    401 | 403) pass origin pass ;;
    101 | 2??) fail origin open ;;
    *) skip origin origin.unclear ;;
  esac
}

open_websocket() {
  opened=$1
  for_seconds=$2
  shift 2
  request "$opened" "$for_seconds" --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
    -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' "$@"
}

check_upgrade() {
  value=$(header location | head -n 1)
  waited=$(decimal "$head_ms")
  case $status in
    101) ;;
    0)
      if [ "$ended" -eq 28 ]; then fail upgrade silent; else fail upgrade unreachable upgrade.lookUnreachable; fi
      return 1
      ;;
    3??)
      fail upgrade redirected upgrade.lookRedirected
      return 1
      ;;
    401 | 403)
      fail upgrade refused upgrade.lookRefused
      return 1
      ;;
    502 | 503 | 504)
      fail upgrade gateway upgrade.lookGateway
      return 1
      ;;
    *)
      fail upgrade plain
      return 1
      ;;
  esac
  if [ "$(header upgrade | awk '{ print tolower($0) }')" != websocket ]; then
    fail upgrade noHeader
    return 1
  elif [ "$(header sec-websocket-accept)" != 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' ]; then
    fail upgrade noAccept
    return 1
  fi
  pass upgrade pass
}

# Frames as they came: how many pings, and the code of the close frame, 0 without one.
read_frames() {
  frames=$(od -An -v -tx1 "$work/body" | awk '
    function byte() {
      while (place > length(line) - 1) {
        if ((getline line) <= 0) return -1
        gsub(/[ \t]/, "", line)
        place = 1
      }
      place += 2
      return 16 * (index(hex, substr(line, place - 2, 1)) - 1) + index(hex, substr(line, place - 1, 1)) - 1
    }
    BEGIN {
      hex = "0123456789abcdef"
      place = 1
      while ((head = byte()) >= 0) {
        kind = head % 16
        left = byte() % 128
        more = left == 126 ? 2 : left == 127 ? 8 : 0
        if (more) for (left = 0; more > 0; more--) left = left * 256 + byte()
        if (kind == 9) pings++
        if (kind == 8) close_code = 1005
        if (kind == 8 && left >= 2) { close_code = byte() * 256 + byte(); left -= 2 }
        while (left-- > 0) if (byte() < 0) break
      }
      printf "%d %d", pings, close_code
    }
  ')
  read -r pings close <<FRAMES
$frames
FRAMES
  # Only a close frame shows an orderly end: curl sees the end of the connection either way.
  if [ "$close" -gt 0 ]; then
    state='whole'
  elif [ "$state" = whole ]; then
    state='cut'
  fi
}

# After a ping without a pong a service may give up, so only a limit that fits is blamed on the
# path.
excuse_cut() {
  excused=no
  if [ "$state" = cut ] && [ "$pings" -gt 0 ] && ! near total "$end_ms" && ! near idle "$quiet_ms"; then excused=yes; fi
}

check_close() {
  value=$close
  case $state:$close in
    open:*) skip end end.open ;;
    cut:*) fail end noClose end.lookClose ;;
    *:1000 | *:1001 | *:1012 | *:1005) pass end closed ;;
    *) fail end closeCode end.lookCloseCode ;;
  esac
}

settings_main

open_websocket "$url" "$listen"
if check_upgrade; then
  read_frames
  excuse_cut
  judge_cut
  if [ "$excused" = yes ]; then
    skip_all skip.noPong silence lifetime end
  else
    check_silence
    check_lifetime
    check_close
  fi
else
  skip_all skip.notOpen silence lifetime end
fi
be_foreign
open_websocket "$url" "$brief"
check_origin
check_h2c "$url"
summary
