#!/bin/sh
# Checks the deployed endpoint: first byte, buffering, silence, lifetime, reconnect and headers, one
# line for each.
# Run it with sh from where your clients are, after each change of the path. Nothing is installed or
# changed; what it does and takes is told by --help.
#
# For service stream in namespace default.
# Made from profile default, path "Inside the cluster, pod to pod", rules 1.0. Answers and reasons:
# https://streamfit.example/result/#v=1&rules=1.0&path=in-cluster&useCase=service-stream&conversation=server-streams&longestRunSeconds=open-ended&ifCut=resume&updateIntervalSeconds=0.1&longestSilenceSeconds=60&heartbeat=yes&stalenessSeconds=1&peakClients=50&sameDataForAll=no&missedMessages=replay&request=body&credentials=mtls&payload=binary&clients=own-backend&networks=vpc&serverStores=event-log
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

default_url='http://stream.default.svc.cluster.local:8080/stream'
types='application/grpc application/grpc+proto'

settings_main() {
  brief='5'
  headers_ms='2000'
  headers_limit='2 seconds'
  update_ms='100'
  http2='yes'
}

usage() {
  printf '%s\n' \
    'sh verify.sh [--url URL] [--header '\''NAME: VALUE'\''] [--help]' \
    '' \
    'Checks the deployed endpoint and prints a line for each check: PASS, FAIL with' \
    'what to look at, or SKIP with the reason. It reads and never changes anything,' \
    'except as said here.' \
    '' \
    'curl speaks HTTP/2 but not gRPC: it calls a method that does not exist, so that' \
    'none runs. Not checked are streams, deadlines and keepalive; use a client such' \
    'as grpcurl for them.' \
    '' \
    'A certificate of your own goes into the variable CURL_CA_BUNDLE; settings in' \
    '.curlrc are not read.' \
    '' \
    '  --url URL' \
    '      The endpoint, by default:' \
    '      http://stream.default.svc.cluster.local:8080/stream' \
    '  --header '\''NAME: VALUE'\''' \
    '      A header to send with each request, such as '\''Authorization: Bearer …'\'' or' \
    '      '\''Cookie: …'\''. May be given several times.' \
    '  --help' \
    '      This text.' \
    '' \
    'Exit code: 0 nothing failed, 1 a check failed, 2 it was called wrongly.'
}

text() {
  case $1 in
    misuse.help) printf '%s' 'sh verify.sh --help tells what it takes' ;;
    misuse.unknown) printf '%s' 'unknown option '"$value" ;;
    misuse.value) printf '%s' "$value"' needs a value on one line' ;;
    misuse.header) printf '%s' 'a header has a name and a colon' ;;
    misuse.url) printf '%s' "$value"' is no address that begins with http://, https://, ws:// or wss:// and holds no spaces' ;;
    misuse.noCurl) printf '%s' 'curl is not installed' ;;
    misuse.noFolder) printf '%s' 'no temporary folder could be made' ;;
    summary.counts) printf '%s' "$passed"' passed, '"$failed"' failed, '"$skipped"' skipped' ;;
    skip.notOpen) printf '%s' 'the request before it failed' ;;
    skip.needsGrpc) printf '%s' 'curl speaks no gRPC; use a client such as grpcurl' ;;
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
    single-header.look) printf '%s' 'a hop adds what the service already sends; remove it there, since clients take the first, the last, or both' ;;
    headers-at-once.pass) printf '%s' 'headers came after '"$waited"' s, at most '"$headers_limit"' expected' ;;
    headers-at-once.late) printf '%s' 'headers came only after '"$waited"' s, at most '"$headers_limit"' expected' ;;
    headers-at-once.look) printf '%s' 'send the headers and a first line before there is anything to tell; if the service does, something on the way holds them back' ;;
    grpc-status.pass) printf '%s' 'grpc-status 12: a gRPC server answered that the method does not exist' ;;
    grpc-status.answered) printf '%s' 'grpc-status '"$value"': a gRPC server answered' ;;
    grpc-status.missing) printf '%s' 'there is no grpc-status' ;;
    grpc-status.look) printf '%s' 'no gRPC server answered, or a hop dropped the trailers: HTTP/2 is needed up to the service, in Nginx with grpc_pass' ;;
    grpc-status.unavailable) printf '%s' 'grpc-status 14: unavailable' ;;
    grpc-status.lookUnavailable) printf '%s' 'a proxy speaks gRPC but reached nobody; look at pods, port and timeouts' ;;
    grpc-status.denied) printf '%s' 'grpc-status '"$value"': not allowed in' ;;
    grpc-status.lookDenied) printf '%s' 'give what signs you in with --header, such as --header '\''Authorization: Bearer …'\''' ;;
    *) printf '%s' "$1" ;;
  esac
}

url=$default_url
given_headers=''
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
  esac
}

while [ $# -gt 0 ]; do
  value=$1
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --url | --header)
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

check_headers_at_once() {
  waited=$(decimal "$head_ms")
  if [ "$head_ms" -le "$headers_ms" ]; then pass headers-at-once pass; else fail headers-at-once late; fi
}

printf '\000\000\000\000\000' >"$work/message"

# Trailers stand in the headers where the answer has no body, and at the end of the body in
# gRPC-Web.
check_grpc_status() {
  value=$(header grpc-status | head -n 1)
  if [ -z "$value" ]; then
    value=$(tr -c ' -~' '\n' <"$work/body" | sed -n 's/^grpc-status: *\([0-9]*\).*/\1/p' | head -n 1)
  fi
  case $value in
    '') fail grpc-status missing ;;
    12) pass grpc-status pass ;;
    14) fail grpc-status unavailable grpc-status.lookUnavailable ;;
    16 | 7) fail grpc-status denied grpc-status.lookDenied ;;
    *) pass grpc-status answered ;;
  esac
}

# Over TLS both sides agree on HTTP/2; without it, curl has to begin with it.
case $url in
  http:*) by_http2=--http2-prior-knowledge ;;
  *) by_http2=--http2 ;;
esac

settings_main
default_header Content-Type 'application/grpc'
default_header TE 'trailers'

check_grpc() {
  request "${url%/}/NoSuchMethod" "$brief" --data-binary "@$work/message" "$by_http2"
  if ! check_status 200; then
    skip_all skip.notOpen http-version content-type single-header headers-at-once grpc-status
    return 1
  fi
  check_version
  check_type
  check_single
  check_headers_at_once
  check_grpc_status
}

check_grpc || :
skip_all skip.needsGrpc spacing silence lifetime end
summary
