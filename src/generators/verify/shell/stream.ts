/** Judges the body of an answer that is sent bit by bit: when it began and how its pieces came. */
export const stream = `
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

# $spacing
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
}`;

/** Judges how long a connection lived and why it ended. */
export const life = `
# $near
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

# $cutBy
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

# $end
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

check_end_mark() {
  if [ -z "$end_mark" ]; then
    skip end-mark end-mark.notGiven
  elif [ "$state" != whole ]; then
    skip end-mark end-mark.noEnd
  elif tail -n 20 "$work/body" | grep -qF -e "$end_mark"; then
    pass end-mark pass
  else
    fail end-mark missing
  fi
}`;
