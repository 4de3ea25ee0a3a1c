/** Long polling: each question is answered before any limit on the way ends it. */
export const poll = `
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
}`;

/** A plain answer: when its first byte came, and that it came whole. */
export const plain = `
# $post
send_request() {
  if [ -n "$data" ]; then request "$1" "$2" --data-binary "@$data"; else request "$1" "$2"; fi
}`;
