/** A message without content, for a method that does not exist, so that no method runs. */
export const emptyMessage = `
printf '\\000\\000\\000\\000\\000' >"$work/message"

# $trailers
check_grpc_status() {
  value=$(header grpc-status | head -n 1)
  if [ -z "$value" ]; then
    value=$(tr -c ' -~' '\\n' <"$work/body" | sed -n 's/^grpc-status: *\\([0-9]*\\).*/\\1/p' | head -n 1)
  fi
  case $value in
    '') fail grpc-status missing ;;
    12) pass grpc-status pass ;;
    14) fail grpc-status unavailable grpc-status.lookUnavailable ;;
    16 | 7) fail grpc-status denied grpc-status.lookDenied ;;
    *) pass grpc-status answered ;;
  esac
}`;

/** Over TLS both sides agree on HTTP/2; without, curl has to begin with it. */
export const byHttp2 = `
# $priorKnowledge
case $url in
  http:*) by_http2=--http2-prior-knowledge ;;
  *) by_http2=--http2 ;;
esac`;
