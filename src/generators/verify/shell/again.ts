/** Asks a second time: whether a cut stream is resumed, and whether a cache replays it. */
export const again = `
ids() { awk '/^id:/ { sub(/^id: ?/, ""); sub(/\\r$/, ""); if ($0 != "" && $0 != last) print; last = $0 }' "$1"; }

# $keep
keep() {
  cp "$work/body" "$work/first"
  kept_state=$state
  kept_ms=$((last_ms - first_ms))
}

# $resume
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

# $copy
is_copy() {
  [ "$kept_state" = whole ] && [ "$kept_ms" -ge 1000 ] && [ "$state" = whole ] &&
    [ $((last_ms - first_ms)) -lt 100 ] && [ "$first_ms" -ge 0 ] && cmp -s "$work/first" "$work/body"
}

# $replay
check_replay() {
  request "$1" "$brief"
  if cache_hit; then
    fail replay hit
  elif is_copy; then
    waited=$(decimal "$end_ms")
    spread=$(decimal "$kept_ms")
    case $1 in
      *\\?*) other="$1&verify=$$" ;;
      *) other="$1?verify=$$" ;;
    esac
    request "$other" "$brief"
    if is_copy; then pass replay kept; else fail replay copy; fi
  else
    pass replay pass
  fi
}`;
