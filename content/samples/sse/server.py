import itertools
import json
import math
import random
import signal
import threading
import time
from collections import deque

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

PORT = 8080
PATH = "/stream"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $heartbeatSeconds
HEARTBEAT_SECONDS = 15
# $recycleSeconds
RECYCLE_SECONDS = 240
# $retryMilliseconds
MIN_RETRY_MILLISECONDS = 2000
MAX_RETRY_MILLISECONDS = 8000
# $drainSeconds
DRAIN_SECONDS = 30
# $keptEvents
KEPT_EVENTS = 1000
DEMO_EVENTS = 600
DEMO_INTERVAL_MILLISECONDS = 1000

# $epoch
EPOCH = format(time.time_ns(), "x")
# $ping
PING = "event: ping\ndata: {}\n\n"
# $reset
RESET = "event: reset\ndata: {}\n\n"


# $log
class EventLog:
    def __init__(self):
        self.events = deque(maxlen=KEPT_EVENTS)
        self.next_id = 1
        self.published = threading.Condition()

    def publish(self, kind, data):
        with self.published:
            self.events.append((self.next_id, kind, data))
            self.next_id += 1
            self.published.notify_all()

    def oldest_id(self):
        return self.next_id - len(self.events)

    def is_finished(self):
        return bool(self.events) and self.events[-1][1] == "done"

    def wait_for(self, next_id, seconds):
        with self.published:
            self.published.wait_for(lambda: self.next_id > next_id, timeout=seconds)
            return list(itertools.islice(self.events, max(0, next_id - self.oldest_id()), None))


app = Flask(__name__)
log = EventLog()
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


def frame(event_id, kind, data):
    text = json.dumps(data, ensure_ascii=False)
    return f"id: {EPOCH}.{event_id}\nevent: {kind}\ndata: {text}\n\n"


def stream(next_id, is_resumed, missed_events, asked_at):
    reason = "error"
    count("stream_open_connections")
    count(f'stream_opens_total{{resumed="{str(is_resumed).lower()}"}}')
    try:
        # $firstBytes
        yield f"retry: {random.randint(MIN_RETRY_MILLISECONDS, MAX_RETRY_MILLISECONDS)}\n: open\n\n"
        count_first_byte(time.monotonic() - asked_at)
        if missed_events:
            yield RESET
        reason = yield from frames_from(next_id)
    except GeneratorExit:
        # $clientLeftPython
        reason = "client"
        raise
    finally:
        count("stream_open_connections", -1)
        count(f'stream_closes_total{{reason="{reason}"}}')


def frames_from(next_id):
    quiet_since = time.monotonic()
    # $recycle
    end_at = quiet_since + RECYCLE_SECONDS * random.uniform(0.9, 1.1) if RECYCLE_SECONDS else math.inf
    is_leaving = False
    while True:
        # $waitPython
        for event_id, kind, data in log.wait_for(next_id, seconds=0.5):
            if event_id > next_id:
                yield RESET
            yield frame(event_id, kind, data)
            if kind == "done":
                return "end"
            next_id = event_id + 1
            quiet_since = time.monotonic()
        now = time.monotonic()
        if draining.is_set() and not is_leaving:
            is_leaving = True
            end_at = min(end_at, now + random.uniform(0, DRAIN_SECONDS))
        if now >= end_at:
            # $plannedEnd
            yield "retry: 500\n\n"
            return "recycle"
        if HEARTBEAT_SECONDS and now - quiet_since >= HEARTBEAT_SECONDS:
            yield PING
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
    return None


@app.after_request
def allow_origin(response):
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN
    response.headers["Access-Control-Allow-Credentials"] = "true"
    # $preflight
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Last-Event-ID"
    return response


@app.get(PATH)
def open_stream():
    asked_at = time.monotonic()
    # $authenticate
    # $lastEventId
    last_event_id = request.headers.get("Last-Event-ID") or request.args.get("lastEventId", "")
    epoch, _, last_id = last_event_id.partition(".")
    resume_id = int(last_id) + 1 if epoch == EPOCH and last_id.isdecimal() else 0
    can_resume = log.oldest_id() <= resume_id <= log.next_id
    # $noContent
    if can_resume and resume_id == log.next_id and log.is_finished():
        return "", 204
    frames = stream(
        resume_id if can_resume else log.oldest_id(),
        is_resumed=can_resume,
        missed_events=last_event_id != "" and not can_resume,
        asked_at=asked_at,
    )
    headers = {
        "Cache-Control": "no-store, no-transform",
        # $accelBuffering
        "X-Accel-Buffering": "no",
    }
    return Response(frames, mimetype="text/event-stream", headers=headers)


@app.get("/healthz")
def healthz():
    return "", 204


@app.get("/metrics")
def show_metrics():
    with metrics_lock:
        text = "".join(f"{series} {value}\n" for series, value in metrics.items())
    return Response(text, content_type="text/plain; version=0.0.4")


def demo():
    # $demo
    for number in range(1, DEMO_EVENTS + 1):
        time.sleep(DEMO_INTERVAL_MILLISECONDS / 1000)
        log.publish("message", {"number": number, "text": f"Update {number} · 更新 ✓"})
    log.publish("done", {})


threading.Thread(target=demo, daemon=True).start()


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
