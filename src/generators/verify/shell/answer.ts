/** Judges what stands in the header of an answer: its status, its type, and how caches may treat it. */
export const answer = `
fail_gateway() {
  if [ "$kind" = text/html ]; then fail status gatewayPage "$1"; else fail status gateway "$1"; fi
}

# $status
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

# $type
check_type() {
  value=$kind
  wanted=$types
  case $kind in
    '') fail content-type missing ;;
    text/html) fail content-type page content-type.lookPage ;;
    *)
      case " \${types:-$kind} " in
        *" $kind "*) pass content-type pass ;;
        *) fail content-type wrong ;;
      esac
      ;;
  esac
}

# $single
check_single() {
  value=''
  for name in content-type content-length access-control-allow-origin; do
    if [ "$(header "$name" | wc -l)" -gt 1 ]; then value="$value\${value:+, }$name"; fi
  done
  if [ -n "$value" ]; then fail single-header repeated; else pass single-header pass; fi
}

# $cacheHit
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

# $cache
check_cache() {
  if cache_hit; then
    fail cache-control hit
    return
  fi
  control=$(header cache-control | awk '{ printf "%s,", tolower($0) }')
  value=\${control%,}
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
}`;

/** The service must not be handed an upgrade it did not ask for: h2c opens a tunnel past the rules of a proxy. */
export const upgradeH2c = `
# $h2c
check_h2c() {
  request "$1" "$brief" --http1.1 -H 'Connection: Upgrade, HTTP2-Settings' -H 'Upgrade: h2c' \\
    -H 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'
  if [ "$status" -eq 101 ]; then
    fail upgrade-h2c forwarded
  elif [ "$status" -eq 0 ] && [ "$ended" -ne 28 ]; then
    skip upgrade-h2c skip.broken
  else
    pass upgrade-h2c pass
  fi
}`;
