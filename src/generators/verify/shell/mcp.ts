/** The calls of MCP that start nothing: `server/discover` of 2026-07-28 and `initialize` of the revisions of 2025. */
export const mcp = `
printf '%s' '{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{' \\
  '"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},' \\
  '"io.modelcontextprotocol/clientInfo":{"name":"verify.sh","version":"1"}}}}' >"$work/discover"
printf '%s' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",' \\
  '"capabilities":{},"clientInfo":{"name":"verify.sh","version":"1"}}}' >"$work/initialize"

discover() {
  request "$url" "$brief" --data-binary "@$work/discover" -H 'MCP-Protocol-Version: 2026-07-28' \\
    -H 'Mcp-Method: server/discover'
}

# $session
session=''
initialize() {
  request "$url" "$brief" --data-binary "@$work/initialize"
  if [ -z "$session" ]; then session=$(header mcp-session-id | head -n 1); fi
}

# $aside
in_session() {
  curl -q -g -sS --max-time "$brief" -H "@$work/headers" -H "Mcp-Session-Id: $session" \\
    -H 'MCP-Protocol-Version: 2025-11-25' -o "$work/aside" --url "$url" "$@" 2>"$work/error" || :
}

end_session() {
  if [ -n "$session" ]; then in_session -X DELETE; fi
}

# $call
call_data() {
  cat "$work/headers" >"$work/call"
  printf '%s' "$data_headers" >>"$work/call"
  if [ "$call" = discover ]; then printf 'MCP-Protocol-Version: 2026-07-28\\n' >>"$work/call"; fi
  if [ -n "$session" ]; then
    in_session --data-binary '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    printf 'Mcp-Session-Id: %s\\n' "$session" >>"$work/call"
  fi
  sent=$work/call
  request "$url" "$listen" --data-binary "@$data" -H 'Accept-Encoding: gzip, deflate, br'
  sent=$work/headers
}

# $answered
answered() { [ "$status" -eq 200 ] && grep -q '"result"' "$work/body"; }

check_discover() {
  value=$status
  waited=$(decimal "$head_ms")
  if answered; then
    pass discover pass
  elif [ "$status" -eq 200 ]; then
    fail discover error
  else
    fail discover other
  fi
}

check_initialize() {
  value=$status
  waited=$(decimal "$head_ms")
  if answered; then
    pass initialize pass
  elif [ "$status" -eq 200 ]; then
    fail initialize error
  else
    fail initialize other
  fi
}

check_get() {
  value=$status
  case $status:$kind:$era in
    405:*) pass get pass ;;
    200:text/event-stream:2026) fail get stream ;;
    200:text/event-stream:*) pass get stream2025 ;;
    400:*:2025 | 400:*:any) pass get session ;;
    *) fail get other ;;
  esac
}`;
