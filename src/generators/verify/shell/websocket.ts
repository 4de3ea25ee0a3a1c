/**
 * Opens a WebSocket by hand. The key is constant and so is the answer to it (RFC 6455, section 1.3), which spares SHA-1.
 * curl reads frames as bytes and answers no ping.
 */
export const websocket = `
open_websocket() {
  opened=$1
  for_seconds=$2
  shift 2
  request "$opened" "$for_seconds" --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\
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

# $frames
read_frames() {
  frames=$(od -An -v -tx1 "$work/body" | awk '
    function byte() {
      while (place > length(line) - 1) {
        if ((getline line) <= 0) return -1
        gsub(/[ \\t]/, "", line)
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
  # $tunnel
  if [ "$close" -gt 0 ]; then
    state='whole'
  elif [ "$state" = whole ]; then
    state='cut'
  fi
}

# $noPong
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
}`;

/** A page of another origin must not get in with the cookies of its visitor. */
export const origin = `
# $foreign
be_foreign() {
  grep -vi '^origin:' "$work/headers" >"$work/foreign"
  printf 'Origin: https://origin.invalid\\n' >>"$work/foreign"
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
}`;
