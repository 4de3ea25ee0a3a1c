/**
 * Sends one request and describes what came back. Times come from curl's own trace, which says to the microsecond when
 * each piece arrived; the clock of a POSIX shell has no more than whole seconds.
 */
export const request = `
# $sent
sent=$work/headers

# $request
# $requestTimes
# $requestState
request() {
  called=$1
  most=$2
  shift 2
  for name in trace head body error; do : >"$work/$name"; done
  measured=$(
    curl -q -g -sS -N --suppress-connect-headers --max-time "$most" -H "@$sent" -H 'Expect:' \\
      -D "$work/head" --trace-ascii "$work/trace" --trace-time -o "$work/body" \\
      -w '%{http_version} %{time_pretransfer} %{time_total} %{size_download}' "$@" --url "$called" 2>"$work/error"
  )
  ended=$?
  error=$(head -n 1 "$work/error" | tr -cd ' -~')
  status=$(awk '/^HTTP\\// { status = $2 } END { print status + 0 }' "$work/head")
  kind=$(header content-type | awk -F ';' 'NR == 1 { gsub(/[ \\t]/, "", $1); print tolower($1) }')
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

# $header
header() {
  awk -v wanted="$1" '
    /^HTTP\\// { count = 0 }
    {
      at = index($0, ":")
      if (at > 0 && tolower(substr($0, 1, at - 1)) == wanted) found[++count] = substr($0, at + 1)
    }
    END { for (i = 1; i <= count; i++) { sub(/^[ \\t]+/, "", found[i]); print found[i] } }
  ' "$work/head" | tr -cd ' -~\\n'
}

# $messages
count_messages() {
  case $kind:$encoding in
    text/event-stream:) awk '/^data/ { open = 1 } /^\\r?$/ { count += open; open = 0 } END { print count + 0 }' "$work/body" ;;
    application/*ndjson: | application/*jsonl:) awk 'NF { count++ } END { print count + 0 }' "$work/body" ;;
    *) printf '0\\n' ;;
  esac
}

# $lumps
measure() {
  messages=$(count_messages)
  numbers=$(awk -v before="\${before:-0}" -v total="\${total:-0}" -v due="$update_ms" -v messages="$messages" '
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
  # $unread
  : "$version" "$bytes" "$head_ms" "$first_ms" "$last_ms" "$pieces" "$gap_ms" "$quiet_ms" "$end_ms" "$lumps"
}`;
