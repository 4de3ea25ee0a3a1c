import itertools
import random
import signal
import socket
import threading
import time
from collections import deque

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

PORT = 8080
PATH = "/stream"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $holdSeconds
HOLD_SECONDS = 25
# $drainSeconds
DRAIN_SECONDS = 30
# $keptEvents
KEPT_EVENTS = 1000
# $maxEvents
MAX_EVENTS = 100
DEMO_EVENTS = 600
DEMO_INTERVAL_MILLISECONDS = 1000

# $epoch
EPOCH = format(time.time_ns(), "x")


# $log
class EventLog:
    def __init__(self):
        self.events = deque(maxlen=KEPT_EVENTS)
        self.next_id = 1
        self.published = threading.Condition()

    def publish(self, kind, data):
        with self.published:
            self.events.append({"id": f"{EPOCH}.{self.next_id}", "type": kind, "data": data})
            self.next_id += 1
            self.published.notify_all()

    def oldest_id(self):
        return self.next_id - len(self.events)

    def wait_for(self, next_id, seconds):
        with self.published:
            self.published.wait_for(lambda: self.next_id > next_id, timeout=seconds)
            start = max(0, next_id - self.oldest_id())
            return list(itertools.islice(self.events, start, start + MAX_EVENTS)), self.oldest_id() > next_id


app = Flask(__name__)
app.json.ensure_ascii = False
log = EventLog()
draining = threading.Event()

# $metrics
metrics = {}
metrics_lock = threading.Lock()


def count(series, amount=1):
    with metrics_lock:
        metrics[series] = metrics.get(series, 0) + amount


# $zeroMetrics
count("stream_open_connections", 0)
for code in (200, 204, 403, 500):
    count(f'http_requests_total{{code="{code}"}}', 0)


def has_left():
    # $hasLeft
    connection = request.environ.get("werkzeug.socket") or request.environ["gunicorn.socket"]
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def hold(next_id):
    # $holdJitter
    end_at = time.monotonic() + HOLD_SECONDS * random.uniform(0.9, 1)
    is_leaving = False
    while True:
        # $waitPython
        seconds = min(0.5, max(0, end_at - time.monotonic()))
        events, is_late = log.wait_for(next_id, seconds)
        # $clientLeft
        if events or time.monotonic() >= end_at or has_left():
            return events, is_late
        if draining.is_set() and not is_leaving:
            is_leaving = True
            end_at = min(end_at, time.monotonic() + random.uniform(0, DRAIN_SECONDS))


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
def finish(response):
    if request.path not in ("/healthz", "/metrics"):
        count(f'http_requests_total{{code="{response.status_code}"}}')
    # $noStore
    response.headers["Cache-Control"] = "no-store, no-transform"
    if draining.is_set():
        # $connectionClose
        response.headers["Connection"] = "close"
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN
    response.headers["Access-Control-Allow-Credentials"] = "true"
    # $preflight
    response.headers["Access-Control-Allow-Headers"] = "Authorization"
    return response


@app.get(PATH)
def poll():
    # $authenticate
    since = request.args.get("since", "")
    epoch, _, last_id = since.partition(".")
    resume_id = int(last_id) + 1 if epoch == EPOCH and last_id.isdecimal() else 0
    can_resume = log.oldest_id() <= resume_id <= log.next_id
    count("stream_open_connections")
    try:
        events, is_late = hold(resume_id if can_resume else log.oldest_id())
    finally:
        count("stream_open_connections", -1)
    if not events:
        return "", 204
    # $reset
    reset = is_late or (since != "" and not can_resume)
    return {"since": since, "reset": reset, "events": events}


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


# $drainPolls
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
