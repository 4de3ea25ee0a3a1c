import json
import math
import random
import re
import signal
import threading
import time

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

PORT = 8080
PATH = "/stream"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $heartbeatSeconds
HEARTBEAT_SECONDS = 15
# $recycleSeconds
RECYCLE_SECONDS = 0
# $resumeSeconds
RESUME_SECONDS = 30
# $keepSeconds
KEEP_SECONDS = 300
MAX_RUNS = 1000
MAX_BODY_BYTES = 64 * 1024
# $drainSeconds
DRAIN_SECONDS = 300
DEMO_PIECES = 20
DEMO_INTERVAL_MILLISECONDS = 500

# $if events
CONTENT_TYPE = "text/event-stream"
HEARTBEAT = ": heartbeat\n\n"


def frame(message):
    data = json.dumps(message["data"], ensure_ascii=False)
    return f"id: {message['id']}\nevent: {message['type']}\ndata: {data}\n\n"
# $end
# $if ndjson
#| CONTENT_TYPE = "application/x-ndjson"
#| # $emptyLine
#| HEARTBEAT = "\n"
#|
#|
#| def frame(message):
#|     return json.dumps(message, ensure_ascii=False) + "\n"
# $end


# $run
class Run:
    def __init__(self):
        self.messages = []
        self.changed = threading.Condition()
        self.is_cancelled = False
        self.readers = 0
        self.left_at = math.inf

    def add(self, kind, data):
        with self.changed:
            self.messages.append({"id": len(self.messages) + 1, "type": kind, "data": data})
            self.changed.notify_all()

    def wait_for(self, last_id, seconds):
        with self.changed:
            self.changed.wait_for(lambda: len(self.messages) > last_id, timeout=seconds)
            return self.messages[last_id:]

    def enter(self):
        with self.changed:
            self.readers += 1
            self.left_at = math.inf

    def leave(self):
        with self.changed:
            self.readers -= 1
            if self.readers == 0:
                self.left_at = time.monotonic()

    def must_stop(self):
        # $abandoned
        return self.is_cancelled or time.monotonic() - self.left_at > RESUME_SECONDS

    def work(self, prompt):
        try:
            for text in generate(prompt):
                if self.must_stop():
                    self.add("error", {"code": "cancelled"})
                    return
                self.add("text", {"text": text})
            self.add("done", {})
        except Exception:
            # $errorMessage
            app.logger.exception("run failed")
            self.add("error", {"code": "failed"})


def generate(prompt):
    # $demo
    for number in range(1, DEMO_PIECES + 1):
        time.sleep(DEMO_INTERVAL_MILLISECONDS / 1000)
        yield f"{prompt} {number} · 你好 ✓\n"


app = Flask(__name__)
runs = {}
runs_lock = threading.Lock()
draining = threading.Event()

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
for name in ("stream_open_connections", "stream_heartbeats_total"):
    count(name, 0)
for resumed in ("true", "false"):
    count(f'stream_opens_total{{resumed="{resumed}"}}', 0)
for why in ("end", "recycle", "client", "error"):
    count(f'stream_closes_total{{reason="{why}"}}', 0)


def find_or_start(key, prompt):
    # $idempotency
    with runs_lock:
        run = runs.get(key)
        if run is None and len(runs) < MAX_RUNS:
            run = runs[key] = Run()
            threading.Thread(target=work_and_keep, args=(key, run, prompt), daemon=True).start()
        return run


def work_and_keep(key, run, prompt):
    run.work(prompt)
    time.sleep(KEEP_SECONDS)
    with runs_lock:
        del runs[key]


def follow(run, last_id):
    reason = "error"
    run.enter()
    count("stream_open_connections")
    count(f'stream_opens_total{{resumed="{str(last_id > 0).lower()}"}}')
    try:
        # $firstBytes
        yield HEARTBEAT
        reason = yield from frames_after(run, last_id)
    except GeneratorExit:
        # $clientLeftPython
        reason = "client"
        raise
    finally:
        run.leave()
        count("stream_open_connections", -1)
        count(f'stream_closes_total{{reason="{reason}"}}')


def frames_after(run, last_id):
    opened = quiet_since = time.monotonic()
    # $recycle
    end_at = opened + RECYCLE_SECONDS * random.uniform(0.9, 1.1) if RECYCLE_SECONDS else math.inf
    while True:
        for message in run.wait_for(last_id, seconds=0.5):
            if last_id == 0:
                count_first_byte(time.monotonic() - opened)
            yield frame(message)
            last_id = message["id"]
            quiet_since = time.monotonic()
            if message["type"] in ("done", "error"):
                return "end" if message["type"] == "done" else "error"
        now = time.monotonic()
        # $noRecycle
        if now >= end_at and not draining.is_set():
            # $recycleMessage
            yield frame({"id": last_id, "type": "recycle", "data": {}})
            return "recycle"
        if HEARTBEAT_SECONDS and now - quiet_since >= HEARTBEAT_SECONDS:
            yield HEARTBEAT
            count("stream_heartbeats_total")
            quiet_since = now


@app.before_request
def check():
    # $draining
    if draining.is_set():
        return "", 503
    # $foreignOrigin
    if request.headers.get("Origin", ALLOWED_ORIGIN) != ALLOWED_ORIGIN:
        return "", 403
    # $authenticateKey
    return None


@app.after_request
def allow_origin(response):
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.route(PATH, methods=["OPTIONS"])
def preflight():
    # $preflight
    headers = {
        "Access-Control-Allow-Methods": "POST, DELETE",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Last-Event-ID",
    }
    return "", 204, headers


# $post
@app.post(PATH)
def post():
    key = request.headers.get("Idempotency-Key", "")
    last_id = request.headers.get("Last-Event-ID", "0")
    # $jsonOnly
    if request.mimetype != "application/json":
        return "", 415
    if request.content_length is None or request.content_length > MAX_BODY_BYTES:
        while request.stream.read(MAX_BODY_BYTES):
            pass
        return "", 413
    body = request.get_json(silent=True)
    prompt = body.get("prompt") if isinstance(body, dict) else None
    if not isinstance(prompt, str) or not re.fullmatch(r"[\w-]{16,64}", key) or not last_id.isdecimal():
        return "", 400
    # $unknownRun
    if int(last_id) > 0 and key not in runs:
        return "", 410
    run = find_or_start(key, prompt)
    if run is None:
        return "", 503
    if int(last_id) > len(run.messages):
        return "", 410
    headers = {
        "Cache-Control": "no-store, no-transform",
        "X-Content-Type-Options": "nosniff",
        # $accelBuffering
        "X-Accel-Buffering": "no",
    }
    return Response(follow(run, int(last_id)), content_type=CONTENT_TYPE, headers=headers)


@app.delete(PATH)
def cancel():
    # $cancel
    run = runs.get(request.headers.get("Idempotency-Key", ""))
    if run is not None:
        run.is_cancelled = True
    return "", 204


@app.get("/healthz")
def healthz():
    return "", 204


@app.get("/metrics")
def show_metrics():
    with metrics_lock:
        text = "".join(f"{series} {value}\n" for series, value in metrics.items())
    return Response(text, content_type="text/plain; version=0.0.4")


# $drainRuns
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
    give_up_at = time.monotonic() + DRAIN_SECONDS
    while metrics["stream_open_connections"] > 0 and time.monotonic() < give_up_at:
        time.sleep(0.1)
