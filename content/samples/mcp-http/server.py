import base64
import json
import math
import random
import re
import signal
import threading
import time
# $if dual
import uuid
# $end

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

PORT = 8080
PATH = "/mcp"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $heartbeatSeconds
HEARTBEAT_SECONDS = 15
# $recycleSeconds
RECYCLE_SECONDS = 240
# $drainSeconds
DRAIN_SECONDS = 300
MAX_BODY_BYTES = 64 * 1024
DEMO_STEPS = 20
DEMO_INTERVAL_MILLISECONDS = 500
DEMO_CHANGE_MILLISECONDS = 60_000

VERSION = "2026-07-28"
SERVER_INFO = {"name": "sample-server", "version": "1.0.0"}
CAPABILITIES = {"tools": {"listChanged": True}}
# $metaPrefix
META = "io.modelcontextprotocol/"

# $if dual
# $legacyVersions
LEGACY_VERSIONS = ["2025-11-25", "2025-06-18"]
SUPPORTED_VERSIONS = [VERSION, *LEGACY_VERSIONS]
# $resumeSeconds
RESUME_SECONDS = 300
MAX_SESSIONS = 10_000
ALLOWED_METHODS = "POST, GET, DELETE"
ALLOWED_HEADERS = (
    "Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID"
)
# $end
# $if modern
#| SUPPORTED_VERSIONS = [VERSION]
#| ALLOWED_METHODS = "POST"
#| ALLOWED_HEADERS = "Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name"
# $end

# $rpcCodes
PARSE, REQUEST, METHOD, PARAMS, MISMATCH, UNSUPPORTED = -32700, -32600, -32601, -32602, -32020, -32022


def frame(message):
    return f"data: {json.dumps({'jsonrpc': '2.0', **message}, ensure_ascii=False)}\n\n"


# $reply
def answer(message_id, result):
    return {"jsonrpc": "2.0", "id": message_id, "result": result}, 200


def fail(status, message_id, code, text, data=None):
    error = {"code": code, "message": text, **({} if data is None else {"data": data})}
    return {"jsonrpc": "2.0", **({} if message_id is None else {"id": message_id}), "error": error}, status


def meta_of(message):
    meta = message["params"].get("_meta")
    return meta if isinstance(meta, dict) else {}


# $toolProblem
class ToolProblem(Exception):
    pass


def text_of(arguments):
    text = arguments.get("text")
    if not isinstance(text, str):
        raise ToolProblem('"text" must be a string.')
    return text


def greet(arguments, stopped, report):
    # $demo
    return f"Hello, {text_of(arguments)} · 你好 ✓"


def make_report(arguments, stopped, report):
    text = text_of(arguments)
    for step in range(1, DEMO_STEPS + 1):
        if stopped.wait(DEMO_INTERVAL_MILLISECONDS / 1000):
            raise ToolProblem("Stopped.")
        report(step, DEMO_STEPS, f"{text} · 第 {step} 步 ✓")
    return f"{text}: {DEMO_STEPS} · 完成 ✓"


TOOLS = {
    # $toolHints
    "greet": {"description": "Greets somebody · 你好", "annotations": {"readOnlyHint": True}},
    "make_report": {"description": "Makes a report, step by step · 报告", "annotations": {"readOnlyHint": True}},
}
INPUT_SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
RUN = {"greet": greet, "make_report": make_report}
# $isLong
LONG_TOOLS = {"make_report"}
tool_list = {"revision": 1}


def list_tools():
    revision = tool_list["revision"]
    return [
        {"name": name, **tool, "description": f"{tool['description']} ({revision})", "inputSchema": INPUT_SCHEMA}
        for name, tool in TOOLS.items()
    ]


# $runTool
def run_tool(message, stopped, report):
    arguments = message["params"].get("arguments")
    try:
        text = RUN[message["params"]["name"]](arguments if isinstance(arguments, dict) else {}, stopped, report)
        return {"content": [{"type": "text", "text": text}], "isError": False}
    except ToolProblem as problem:
        return {"content": [{"type": "text", "text": str(problem)}], "isError": True}
    except Exception:
        app.logger.exception("tool failed")
        return {"content": [{"type": "text", "text": "The tool failed."}], "isError": True}


app = Flask(__name__)
draining = threading.Event()

@app.before_request
def check():
    # $draining
    if draining.is_set():
        return "", 503
    # $foreignOrigin
    if request.headers.get("Origin", ALLOWED_ORIGIN) != ALLOWED_ORIGIN:
        return "", 403
    # $authenticate
    return None


@app.after_request
def allow_origin(response):
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.route(PATH, methods=["OPTIONS"])
def preflight():
    # $preflight
    headers = {"Access-Control-Allow-Methods": ALLOWED_METHODS, "Access-Control-Allow-Headers": ALLOWED_HEADERS}
    return "", 204, headers


# $metrics
BUCKETS = ["0.1", "0.5", "1", "2", "5", "10", "30", "+Inf"]
metrics = {}
metrics_lock = threading.Lock()


def count(series, amount=1):
    with metrics_lock:
        metrics[series] = metrics.get(series, 0) + amount


def count_first_byte(seconds, times=1):
    for le in BUCKETS:
        count(f'stream_first_byte_seconds_bucket{{le="{le}"}}', times if seconds <= float(le) else 0)
    count("stream_first_byte_seconds_sum", seconds * times)
    count("stream_first_byte_seconds_count", times)


# $zeroMetrics
count_first_byte(0, times=0)
for series_name in ("stream_open_connections", "stream_heartbeats_total"):
    count(series_name, 0)
for resumed in ("true", "false"):
    count(f'stream_opens_total{{resumed="{resumed}"}}', 0)
for why in ("end", "recycle", "client", "error"):
    count(f'stream_closes_total{{reason="{why}"}}', 0)


# $outbox
class Outbox:
    def __init__(self):
        self.frames = []
        self.changed = threading.Condition()
        self.is_finished = False

    def add(self, message):
        self.push(frame(message))

    def push(self, text):
        with self.changed:
            self.frames.append(text)
            self.changed.notify_all()

    def finish(self):
        with self.changed:
            self.is_finished = True
            self.changed.notify_all()

    def wait_for(self, start, seconds):
        with self.changed:
            self.changed.wait_for(lambda: len(self.frames) > start or self.is_finished, timeout=seconds)
            return self.frames[start:], self.is_finished


# $feeds
feeds = {}


def change_tools():
    while True:
        time.sleep(DEMO_CHANGE_MILLISECONDS / 1000)
        tool_list["revision"] += 1
        for outbox, change in list(feeds.items()):
            if change is not None:
                outbox.add(change)


threading.Thread(target=change_tools, daemon=True).start()


# $stream
def stream(outbox, on_leave, start=0, last_words=None, is_replaced=lambda: False):
    reason = "error"
    count("stream_open_connections")
    count(f'stream_opens_total{{resumed="{str(start > 0).lower()}"}}')
    try:
        # $firstBytes
        yield ": open\n\n"
        reason = yield from frames_of(outbox, start, last_words, is_replaced)
    except GeneratorExit:
        # $clientLeftPython
        reason = "client"
        raise
    finally:
        on_leave()
        count("stream_open_connections", -1)
        count(f'stream_closes_total{{reason="{reason}"}}')


def frames_of(outbox, start, last_words, is_replaced):
    opened = quiet_since = time.monotonic()
    # $recycle
    recycle_at = opened + RECYCLE_SECONDS * random.uniform(0.9, 1.1) if RECYCLE_SECONDS else math.inf
    leave_at = None
    while True:
        # $waitPython
        frames, is_finished = outbox.wait_for(start, seconds=0.5)
        if is_replaced():
            return "recycle"
        for text in frames:
            if start == 0:
                count_first_byte(time.monotonic() - opened)
            yield text
            start += 1
            quiet_since = time.monotonic()
        if is_finished:
            return "end"
        now = time.monotonic()
        if draining.is_set() and leave_at is None:
            leave_at = now + random.uniform(0, DRAIN_SECONDS)
        # $drainFeeds
        end_at = (leave_at if outbox in feeds else math.inf) if draining.is_set() else recycle_at
        if last_words is not None and now >= end_at:
            if last_words:
                yield last_words
            return "recycle"
        if HEARTBEAT_SECONDS and now - quiet_since >= HEARTBEAT_SECONDS:
            yield ": heartbeat\n\n"
            count("stream_heartbeats_total")
            quiet_since = now


def stream_changes(outbox, change, last_words, is_replaced=lambda: False):
    feeds[outbox] = change
    yield from stream(outbox, lambda: feeds.pop(outbox), 0, last_words, is_replaced)


def respond(frames):
    headers = {
        "Cache-Control": "no-store, no-transform",
        "X-Content-Type-Options": "nosniff",
        # $accelBuffering
        "X-Accel-Buffering": "no",
    }
    return Response(frames, content_type="text/event-stream", headers=headers)


# $startCall
def start_call(message, outbox, to_result=lambda result: result):
    stopped = threading.Event()
    token = meta_of(message).get("progressToken")

    def report(progress, total, text):
        params = {"progressToken": token, "progress": progress, "total": total, "message": text}
        if token is not None and not stopped.is_set():
            outbox.add({"method": "notifications/progress", "params": params})

    def work():
        result = run_tool(message, stopped, report)
        # $noAnswer
        if not stopped.is_set():
            outbox.add({"id": message["id"], "result": to_result(result)})
        outbox.finish()

    threading.Thread(target=work, daemon=True).start()
    return stopped


def call_at_once(message):
    return run_tool(message, threading.Event(), lambda progress, total, text: None)


# $decodeHeader
def decode_header():
    value = request.headers.get("Mcp-Name", "")
    encoded = re.fullmatch(r"=\?base64\?(.*)\?=", value)
    try:
        return base64.b64decode(encoded[1]).decode() if encoded else value
    except ValueError:
        return None


# $checkModern
def check_modern(message):
    message_id, params, meta = message.get("id"), message["params"], meta_of(message)
    version = request.headers.get("MCP-Protocol-Version")
    claimed = meta.get(f"{META}protocolVersion")
    supported = ", ".join(SUPPORTED_VERSIONS)
    mismatch = None
    if version is None:
        mismatch = "The header MCP-Protocol-Version is missing"
    elif claimed is not None and claimed != version:
        mismatch = "MCP-Protocol-Version and body differ"
    elif version != VERSION:
        data = {"supported": SUPPORTED_VERSIONS, "requested": version}
        return fail(400, message_id, UNSUPPORTED, "Unsupported protocol version", data)
    elif claimed is None or not isinstance(meta.get(f"{META}clientCapabilities"), dict):
        return fail(400, message_id, PARAMS, f"_meta needs {META}protocolVersion and {META}clientCapabilities")
    elif request.headers.get("Mcp-Method") != message["method"]:
        mismatch = "Mcp-Method and body differ"
    elif message["method"] == "tools/call" and decode_header() != params.get("name"):
        mismatch = "Mcp-Name and body differ"
    return mismatch and fail(400, message_id, MISMATCH, f"{mismatch}. Supported versions: {supported}")


def complete(result, meta=None):
    return {"resultType": "complete", **result, "_meta": {f"{META}serverInfo": SERVER_INFO, **(meta or {})}}


# $cacheable
CACHEABLE = {"ttlMs": 0, "cacheScope": "private"}


# $serveModern
def serve_modern(message):
    message_id, method, params = message.get("id"), message["method"], message["params"]
    if message_id is None:
        return "", 202
    refused = check_modern(message)
    if refused:
        return refused
    if method == "server/discover":
        offered = {"supportedVersions": SUPPORTED_VERSIONS, "capabilities": CAPABILITIES, **CACHEABLE}
        return answer(message_id, complete(offered))
    if method == "tools/list":
        return answer(message_id, complete({"tools": list_tools(), **CACHEABLE}))
    if method == "subscriptions/listen":
        return listen(message_id, params.get("notifications"))
    if method != "tools/call":
        return fail(404, message_id, METHOD, f"Unknown method: {method}")
    name = params.get("name")
    if not isinstance(name, str) or name not in TOOLS:
        return fail(200, message_id, PARAMS, f"Unknown tool: {name}")
    if name not in LONG_TOOLS:
        return answer(message_id, complete(call_at_once(message)))
    outbox = Outbox()
    stopped = start_call(message, outbox, complete)
    # $closeIsCancel
    return respond(stream(outbox, stopped.set))


# $listen
def listen(message_id, notifications):
    if not isinstance(notifications, dict):
        return fail(400, message_id, PARAMS, '"notifications" is missing')
    is_wanted = notifications.get("toolsListChanged") is True
    meta = {f"{META}subscriptionId": message_id}
    outbox = Outbox()
    params = {"_meta": meta, "notifications": {"toolsListChanged": True} if is_wanted else {}}
    outbox.add({"method": "notifications/subscriptions/acknowledged", "params": params})
    change = {"method": "notifications/tools/list_changed", "params": {"_meta": meta}}
    last_words = frame({"id": message_id, "result": complete({}, meta)})
    return respond(stream_changes(outbox, change if is_wanted else None, last_words))


# $if dual
# $numbered
class NumberedOutbox(Outbox):
    def __init__(self):
        super().__init__()
        self.key = uuid.uuid4().hex

    def push(self, text):
        super().push(f"id: {self.key}.{len(self.frames)}\n{text}")


class Call:
    def __init__(self, outbox, stopped):
        self.outbox = outbox
        self.stopped = stopped
        self.reader = None
        self.abandoned = None


# $sessions
class Session:
    def __init__(self, version):
        self.version = version
        self.calls = {}
        self.feed = None


sessions = {}
sessions_lock = threading.Lock()


# $isModern
def is_modern(message):
    if f"{META}protocolVersion" in meta_of(message):
        return True
    is_legacy = request.headers.get("MCP-Protocol-Version") in LEGACY_VERSIONS or "Mcp-Session-Id" in request.headers
    return message["method"] != "initialize" and not is_legacy


def end_session(session_id):
    with sessions_lock:
        session = sessions.pop(session_id)
    session.feed = None
    for call in list(session.calls.values()):
        call.stopped.set()


def initialize(message):
    asked = message["params"].get("protocolVersion")
    # $negotiate
    version = asked if asked in LEGACY_VERSIONS else LEGACY_VERSIONS[0]
    session_id = str(uuid.uuid4())
    with sessions_lock:
        sessions[session_id] = Session(version)
        oldest = next(iter(sessions)) if len(sessions) > MAX_SESSIONS else None
    if oldest is not None:
        end_session(oldest)
    result = {"protocolVersion": version, "capabilities": CAPABILITIES, "serverInfo": SERVER_INFO}
    # $exposeHeaders
    headers = {"Mcp-Session-Id": session_id, "Access-Control-Expose-Headers": "Mcp-Session-Id"}
    return (*answer(message["id"], result), headers)


# $findSession
def find_session():
    session_id = request.headers.get("Mcp-Session-Id")
    if session_id is None:
        return None, 400
    with sessions_lock:
        session = sessions.pop(session_id, None)
        if session is None:
            return None, 404
        # $recentlyUsed
        sessions[session_id] = session
    is_known = request.headers.get("MCP-Protocol-Version", session.version) in LEGACY_VERSIONS
    return (session, 200) if is_known else (None, 400)


def serve_session(message):
    message_id, method, params = message.get("id"), message["method"], message["params"]
    if method == "initialize" and message_id is not None:
        return initialize(message)
    session, status = find_session()
    if session is None:
        return "", status
    # $cancelled
    if method == "notifications/cancelled" and is_id(params.get("requestId")):
        call = session.calls.get(params["requestId"])
        if call is not None:
            call.stopped.set()
    if message_id is None:
        return "", 202
    if method == "ping":
        return answer(message_id, {})
    if method == "tools/list":
        return answer(message_id, {"tools": list_tools()})
    if method != "tools/call":
        return fail(200, message_id, METHOD, f"Unknown method: {method}")
    name = params.get("name")
    if not isinstance(name, str) or name not in TOOLS:
        return fail(200, message_id, PARAMS, f"Unknown tool: {name}")
    if name not in LONG_TOOLS:
        return answer(message_id, call_at_once(message))
    outbox = NumberedOutbox()
    # $priming
    if session.version != "2025-06-18":
        outbox.push("data:\n\n")
    call = session.calls[message_id] = Call(outbox, start_call(message, outbox))
    return follow_call(session, message_id, call, 0)


# $followCall
def follow_call(session, message_id, call, start):
    reader = call.reader = object()
    if call.abandoned is not None:
        call.abandoned.cancel()

    def give_up():
        call.stopped.set()
        session.calls.pop(message_id, None)

    def leave():
        # $abandoned
        if call.reader is reader:
            call.abandoned = threading.Timer(RESUME_SECONDS, give_up)
            call.abandoned.daemon = True
            call.abandoned.start()

    # $noRecycle
    last_words = None if session.version == "2025-06-18" else f"retry: {random.randint(500, 2000)}\n\n"
    return respond(stream(call.outbox, leave, start, last_words, lambda: call.reader is not reader))


# $openFeed
@app.get(PATH)
def open_feed():
    session, status = find_session()
    if session is None:
        return "", status
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return "", 406
    position = request.headers.get("Last-Event-ID")
    if position is None:
        feed = session.feed = object()
        change = {"method": "notifications/tools/list_changed"}
        return respond(stream_changes(Outbox(), change, "", lambda: session.feed is not feed))
    key, _, last = position.partition(".")
    for message_id, call in list(session.calls.items()):
        if call.outbox.key == key and last.isdecimal() and int(last) < len(call.outbox.frames):
            return follow_call(session, message_id, call, int(last) + 1)
    # $unknownPosition
    return "", 400


@app.delete(PATH)
def delete_session():
    session, status = find_session()
    if session is None:
        return "", status
    end_session(request.headers["Mcp-Session-Id"])
    return "", 204


def serve(message):
    return serve_modern(message) if is_modern(message) else serve_session(message)
# $end
# $if modern
#| serve = serve_modern
# $end


def is_id(value):
    return isinstance(value, (str, int)) and not isinstance(value, bool)


# $readMessage
@app.post(PATH)
def post():
    accept = request.headers.get("Accept", "")
    # $jsonOnly
    if request.mimetype != "application/json":
        return "", 415
    # $bothTypes
    if "application/json" not in accept or "text/event-stream" not in accept:
        return "", 406
    if request.content_length is None or request.content_length > MAX_BODY_BYTES:
        while request.stream.read(MAX_BODY_BYTES):
            pass
        return "", 413
    try:
        message = json.loads(request.get_data())
    except ValueError:
        return fail(400, None, PARSE, "The body is not JSON")
    # $oneMessage
    message = {"params": {}, **message} if isinstance(message, dict) else {}
    is_request = message.get("jsonrpc") == "2.0" and isinstance(message.get("method"), str)
    if not is_request or not isinstance(message["params"], dict) or not is_id(message.get("id", "")):
        return fail(400, None, REQUEST, "The body is not one JSON-RPC request or notification")
    return serve(message)


@app.get("/healthz")
def healthz():
    return "", 204


@app.get("/metrics")
def show_metrics():
    with metrics_lock:
        text = "".join(f"{series} {value}\n" for series, value in metrics.items())
    return Response(text, content_type="text/plain; version=0.0.4")


# $drain
def drain(*signal_and_frame):
    draining.set()
    if callable(stop_accepting):
        stop_accepting(*signal_and_frame)


# $stopAccepting
stop_accepting = signal.signal(signal.SIGTERM, drain)

if __name__ == "__main__":
    # $developmentServer
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    server = make_server("0.0.0.0", PORT, app, threaded=True)

    def stop_accepting(*_):
        # $shutdownThread
        threading.Thread(target=server.shutdown).start()

    server.serve_forever()
    give_up_at = time.monotonic() + DRAIN_SECONDS + 1
    while metrics["stream_open_connections"] > 0 and time.monotonic() < give_up_at:
        time.sleep(0.1)
