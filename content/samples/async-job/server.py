import json
# $if stream
import math
# $end
import os
import queue
# $if stream
import random
# $end
# $if poll
#| import random
# $end
import re
import signal
# $if poll
#| import socket
# $end
import threading
import time
import uuid

from flask import Flask, Response, abort, request
from werkzeug.serving import WSGIRequestHandler, make_server

PORT = 8080
PATH = "/jobs"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $retryAfterSeconds
RETRY_AFTER_SECONDS = 2
# $maxRunning
MAX_RUNNING = 4
MAX_JOBS = 1000
MAX_BODY_BYTES = 64 * 1024
# $keepSeconds
KEEP_SECONDS = 3600
# $if stream
# $heartbeatSeconds
HEARTBEAT_SECONDS = 15
# $recycleSeconds
RECYCLE_SECONDS = 240
# $end
# $if poll
#| # $holdSeconds
#| HOLD_SECONDS = 25
# $end
# $drainSeconds
DRAIN_SECONDS = 60
DEMO_STEPS = 20
DEMO_INTERVAL_MILLISECONDS = 500


# $job
class Job:
    def __init__(self, key, body):
        self.id = str(uuid.uuid4())
        self.key = key
        self.body = body
        self.queued_at = time.monotonic()
        self.changed = threading.Condition()
        self.cancelled = threading.Event()
        self.state = "queued"
        self.progress = 0
        self.result = None
        self.version = 1

    def is_over(self):
        return self.state not in ("queued", "running")

    # $snapshot
    def snapshot(self):
        with self.changed:
            return {"id": self.id, "state": self.state, "progress": self.progress, "version": self.version}

    def update(self, **change):
        with self.changed:
            vars(self).update(change)
            self.version += 1
            self.changed.notify_all()

    # $leaveQueue
    def leave_queue(self, state):
        with self.changed:
            is_queued = self.state == "queued"
            if is_queued:
                self.update(state=state)
            return is_queued

    def wait_for_newer(self, version, seconds):
        with self.changed:
            return self.changed.wait_for(lambda: self.version > version, timeout=seconds)


app = Flask(__name__)
app.json.ensure_ascii = False
draining = threading.Event()
jobs = {}
jobs_by_key = {}
jobs_lock = threading.Lock()
# $queue
waiting = queue.Queue()

# $metrics
BUCKETS = ["0.1", "0.5", "1", "2", "5", "10", "30", "+Inf"]
metrics = {}
metrics_lock = threading.Lock()


def count(series, amount=1):
    with metrics_lock:
        metrics[series] = metrics.get(series, 0) + amount


def observe(histogram, seconds, times=1):
    for le in BUCKETS:
        count(f'{histogram}_bucket{{le="{le}"}}', times if seconds <= float(le) else 0)
    count(f"{histogram}_sum", seconds * times)
    count(f"{histogram}_count", times)


# $zeroMetrics
for code in (200, 202, 404, 500):
    count(f'http_requests_total{{code="{code}"}}', 0)
for outcome in ("succeeded", "failed", "cancelled", "abandoned"):
    count(f'job_runs_total{{outcome="{outcome}"}}', 0)
observe("http_first_byte_seconds", 0, times=0)
count("stream_open_connections", 0)
# $if stream
count("stream_heartbeats_total", 0)
for resumed in ("true", "false"):
    count(f'stream_opens_total{{resumed="{resumed}"}}', 0)
for why in ("end", "recycle", "client", "error"):
    count(f'stream_closes_total{{reason="{why}"}}', 0)
observe("stream_first_byte_seconds", 0, times=0)
# $end


def find_or_submit(key, body):
    # $idempotency
    with jobs_lock:
        job = jobs_by_key.get(key)
        if job is None and len(jobs) < MAX_JOBS:
            job = Job(key, body)
            jobs[job.id] = jobs_by_key[key] = job
            waiting.put(job)
        return job


def work_off():
    while not draining.is_set():
        try:
            job = waiting.get(timeout=0.5)
        except queue.Empty:
            continue
        if not job.leave_queue("running"):
            continue
        try:
            result = work(json.loads(job.body), lambda progress: job.update(progress=progress), job.cancelled)
            finish(job, "cancelled" if job.cancelled.is_set() else "succeeded", result)
        except Exception:
            # $failed
            app.logger.exception("job failed")
            finish(job, "failed")


def finish(job, state, result=None):
    job.update(state=state, result=result)
    count(f'job_runs_total{{outcome="{state}"}}')
    timer = threading.Timer(KEEP_SECONDS, forget, args=[job])
    timer.daemon = True
    timer.start()


def forget(job):
    with jobs_lock:
        del jobs[job.id], jobs_by_key[job.key]


def work(data, on_progress, cancelled):
    # $demo
    for step in range(1, DEMO_STEPS + 1):
        if cancelled.wait(DEMO_INTERVAL_MILLISECONDS / 1000):
            return None
        on_progress(step / DEMO_STEPS)
    return {"text": "完成 ✓", "input": data}


for _ in range(MAX_RUNNING):
    # $workersEnd
    threading.Thread(target=work_off).start()


@app.before_request
def check():
    request.environ["asked_at"] = time.monotonic()
    # $draining
    if draining.is_set():
        return "", 503
    # $foreignOrigin
    if request.headers.get("Origin", ALLOWED_ORIGIN) != ALLOWED_ORIGIN:
        return "", 403
    # $authenticateJob
    return None


@app.after_request
def complete(response):
    if not response.is_streamed and request.path not in ("/healthz", "/metrics"):
        count(f'http_requests_total{{code="{response.status_code}"}}')
        if "/events/" not in request.path:
            observe("http_first_byte_seconds", time.monotonic() - request.environ["asked_at"])
    response.headers["Cache-Control"] = "no-store, no-transform"
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Allow-Origin"] = ALLOWED_ORIGIN
    response.headers["Access-Control-Allow-Credentials"] = "true"
    response.headers["Access-Control-Expose-Headers"] = "Location, Retry-After"
    if request.method == "OPTIONS":
        # $preflight
        response.headers["Access-Control-Allow-Methods"] = "POST, DELETE"
        allowed = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID"
        response.headers["Access-Control-Allow-Headers"] = allowed
    return response


# $base
BASE = PATH.rstrip("/")
RETRY_LATER = {"Retry-After": str(RETRY_AFTER_SECONDS)}


# $post
@app.post(PATH)
def post():
    key = request.headers.get("Idempotency-Key", "")
    # $jsonOnly
    if request.mimetype != "application/json":
        return "", 415
    if request.content_length is None or request.content_length > MAX_BODY_BYTES:
        while request.stream.read(MAX_BODY_BYTES):
            pass
        return "", 413
    if request.get_json(silent=True) is None or not re.fullmatch(r"[\w-]{16,64}", key):
        return "", 400
    body = request.get_data()
    job = find_or_submit(key, body)
    if job is None:
        return "", 503, RETRY_LATER
    # $otherInput
    if job.body != body:
        return "", 422
    return job.snapshot(), 202, {**RETRY_LATER, "Location": f"{BASE}/{job.id}"}


def find(job_id):
    return jobs.get(job_id) or abort(404)


@app.get(f"{BASE}/<job_id>")
def status(job_id):
    job = find(job_id)
    return job.snapshot(), 200, {} if job.is_over() else RETRY_LATER


@app.get(f"{BASE}/<job_id>/result")
def result(job_id):
    job = find(job_id)
    return (job.result, 200) if job.state == "succeeded" else ("", 409)


@app.delete(f"{BASE}/<job_id>")
def cancel(job_id):
    job = find(job_id)
    job.cancelled.set()
    if job.leave_queue("cancelled"):
        finish(job, "cancelled")
    return "", 204
# $if stream


# $watchStream
@app.get(f"{BASE}/events/<job_id>")
def watch(job_id):
    job = find(job_id)
    last_event_id = request.headers.get("Last-Event-ID", "")
    version = int(last_event_id) if last_event_id.isdecimal() else 0
    # $noContent
    if job.is_over() and version == job.version:
        return "", 204
    # $accelBuffering
    headers = {"X-Accel-Buffering": "no"}
    return Response(stream(job, version, last_event_id != ""), mimetype="text/event-stream", headers=headers)


def stream(job, version, is_resumed):
    opened_at = time.monotonic()
    reason = "error"
    count("stream_open_connections")
    count(f'stream_opens_total{{resumed="{str(is_resumed).lower()}"}}')
    try:
        # $firstBytes
        yield ": open\n\n"
        observe("stream_first_byte_seconds", time.monotonic() - opened_at)
        reason = yield from frames_after(job, version)
    except GeneratorExit:
        # $clientLeftPython
        reason = "client"
        raise
    finally:
        count("stream_open_connections", -1)
        count(f'stream_closes_total{{reason="{reason}"}}')


def frames_after(job, version):
    now = time.monotonic()
    beat_at = now + (HEARTBEAT_SECONDS or math.inf)
    # $recycle
    end_at = now + RECYCLE_SECONDS * random.uniform(0.9, 1.1) if RECYCLE_SECONDS else math.inf
    is_leaving = False
    while True:
        # $waitPython
        if job.wait_for_newer(version, seconds=0.5):
            # $sendLatest
            latest = job.snapshot()
            version = latest["version"]
            yield f"id: {version}\ndata: {json.dumps(latest)}\n\n"
            if job.is_over() and version == job.version:
                return "end"
        now = time.monotonic()
        if draining.is_set() and not is_leaving:
            is_leaving = True
            end_at = min(end_at, now + random.uniform(0, DRAIN_SECONDS))
        if now >= end_at:
            return "recycle"
        if now >= beat_at:
            yield ": heartbeat\n\n"
            count("stream_heartbeats_total")
            beat_at = now + HEARTBEAT_SECONDS
# $end
# $if poll
#|
#|
#| # $watchPoll
#| @app.get(f"{BASE}/events/<job_id>")
#| def watch(job_id):
#|     job = find(job_id)
#|     since = request.args.get("since", "")
#|     version = int(since) if since.isdecimal() else 0
#|     count("stream_open_connections")
#|     try:
#|         is_newer = hold(job, version)
#|     finally:
#|         count("stream_open_connections", -1)
#|     return job.snapshot() if is_newer else ("", 204)
#|
#|
#| def hold(job, version):
#|     # $holdJitter
#|     end_at = time.monotonic() + HOLD_SECONDS * random.uniform(0.9, 1)
#|     is_leaving = False
#|     while time.monotonic() < end_at and not has_left():
#|         # $waitPython
#|         if job.wait_for_newer(version, seconds=0.5):
#|             return True
#|         if draining.is_set() and not is_leaving:
#|             is_leaving = True
#|             end_at = min(end_at, time.monotonic() + random.uniform(0, DRAIN_SECONDS))
#|     return False
#|
#|
#| def has_left():
#|     # $hasLeft
#|     connection = request.environ.get("werkzeug.socket") or request.environ["gunicorn.socket"]
#|     try:
#|         return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
#|     except BlockingIOError:
#|         return False
#|     except OSError:
#|         return True
# $end


@app.get("/healthz")
def healthz():
    return "", 204


@app.get("/metrics")
def show_metrics():
    with jobs_lock:
        ages = [time.monotonic() - job.queued_at for job in jobs.values() if job.state == "queued"]
    with metrics_lock:
        rows = {**metrics, "job_queue_oldest_seconds": max(ages, default=0)}
    text = "".join(f"{series} {value}\n" for series, value in rows.items())
    return Response(text, content_type="text/plain; version=0.0.4")


# $drainJobs
def drain(*signal_and_frame):
    draining.set()
    # $abandoned
    last = threading.Timer(DRAIN_SECONDS + 1, os._exit, args=[0])
    last.daemon = True
    last.start()
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
    while metrics["stream_open_connections"] > 0:
        time.sleep(0.1)
