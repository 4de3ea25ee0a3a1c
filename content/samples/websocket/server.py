import itertools
import json
import math
import random
import re
import signal
import socket
import threading
import time
from collections import OrderedDict, deque

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server
# $wsproto
from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

PORT = 8080
PATH = "/stream"
# $allowedOrigin
ALLOWED_ORIGIN = "https://api.example.com"
# $heartbeatSeconds
HEARTBEAT_SECONDS = 15
# $recycleSeconds
RECYCLE_SECONDS = 2880
# $drainSeconds
DRAIN_SECONDS = 30
# $maxMessageBytes
MAX_MESSAGE_BYTES = 64 * 1024
# $closeSeconds
CLOSE_SECONDS = 5
# $keptMessages
KEPT_MESSAGES = 1000
KEPT_SESSIONS = 10_000
DEMO_MESSAGES = 600
DEMO_INTERVAL_MILLISECONDS = 1000

# $epoch
EPOCH = format(time.time_ns(), "x")


# $log
class MessageLog:
    def __init__(self):
        self.messages = deque(maxlen=KEPT_MESSAGES)
        self.next_id = 1
        self.is_over = False
        self.published = threading.Condition()

    def publish(self, data):
        with self.published:
            self.messages.append((self.next_id, data))
            self.next_id += 1
            self.published.notify_all()

    def finish(self):
        with self.published:
            self.is_over = True
            self.published.notify_all()

    def oldest_id(self):
        return self.next_id - len(self.messages)

    def wait_for(self, next_id, seconds):
        with self.published:
            self.published.wait_for(lambda: self.next_id > next_id or self.is_over, timeout=seconds)
            return list(itertools.islice(self.messages, max(0, next_id - self.oldest_id()), None))


# $connection
class Connection:
    def __init__(self):
        self.protocol = WSConnection(ConnectionType.SERVER)
        # $environSocket
        self.socket = request.environ.get("werkzeug.socket") or request.environ["gunicorn.socket"]
        self.sending = threading.Lock()
        self.close_reason = None
        self.is_closing = threading.Event()
        self.is_closed = threading.Event()
        headers = [(name.encode(), value.encode("latin-1")) for name, value in request.headers]
        self.protocol.initiate_upgrade_connection(headers, request.full_path)
        self.send(AcceptConnection())
        # $silentClient
        self.socket.settimeout(3 * HEARTBEAT_SECONDS or None)

    def send(self, event):
        with self.sending:
            try:
                self.socket.sendall(self.protocol.send(event))
            except LocalProtocolError:
                # $alreadyClosing
                return

    def send_json(self, message):
        self.send(TextMessage(json.dumps(message, ensure_ascii=False)))

    def close(self, code, reason=None):
        self.close_reason = self.close_reason or reason
        self.send(CloseConnection(code))
        self.is_closing.set()

    def abort(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    # $texts
    def texts(self):
        parts, size = [], 0
        while self.protocol.state in (ConnectionState.OPEN, ConnectionState.LOCAL_CLOSING):
            data = self.socket.recv(65536)
            with self.sending:
                self.protocol.receive_data(data or None)
                events = list(self.protocol.events())
            for event in events:
                if isinstance(event, CloseConnection):
                    # $cutOrLeft
                    left = "error" if event.code == CloseReason.ABNORMAL_CLOSURE else "client"
                    self.close_reason = self.close_reason or left
                    self.send(event.response())
                elif self.is_closing.is_set():
                    continue
                elif isinstance(event, Ping):
                    self.send(event.response())
                elif isinstance(event, BytesMessage):
                    self.close(CloseReason.UNSUPPORTED_DATA)
                elif isinstance(event, TextMessage):
                    # $fragments
                    parts.append(event.data)
                    size += len(event.data.encode())
                    if size > MAX_MESSAGE_BYTES:
                        self.close(CloseReason.MESSAGE_TOO_BIG)
                    elif event.message_finished:
                        yield "".join(parts)
                        parts, size = [], 0


app = Flask(__name__)
log = MessageLog()
draining = threading.Event()

# $sessions
sessions = OrderedDict()
sessions_lock = threading.Lock()

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


def is_new(session_id, sequence):
    # $onlyNew
    with sessions_lock:
        last_sequence = sessions.pop(session_id, 0)
        sessions[session_id] = max(sequence, last_sequence)
        if len(sessions) > KEPT_SESSIONS:
            sessions.popitem(last=False)
        return sequence > last_sequence


def receive_messages(connection, session_id):
    for text in connection.texts():
        try:
            message = json.loads(text)
            sequence, data = int(message["sequence"]), message["data"]
        except (ValueError, TypeError, KeyError):
            connection.close(CloseReason.POLICY_VIOLATION)
            continue
        if not re.fullmatch(r"[\w-]{16,64}", session_id) or is_new(session_id, sequence):
            log.publish(data)
        connection.send_json({"type": "ack", "sequence": sequence})


def send_messages(connection, next_id, missed_messages):
    try:
        # $firstMessage
        connection.send_json({"type": "ping"})
        if missed_messages:
            connection.send_json({"type": "reset"})
        send_until_closed(connection, next_id)
        # $closeReply
        connection.is_closed.wait(CLOSE_SECONDS)
    except OSError:
        connection.is_closing.set()
    connection.abort()


def send_until_closed(connection, next_id):
    now = time.monotonic()
    beat_at = now + (HEARTBEAT_SECONDS or math.inf)
    # $recycle
    end_at = now + RECYCLE_SECONDS * random.uniform(0.9, 1.1) if RECYCLE_SECONDS else math.inf
    end_code = CloseReason.SERVICE_RESTART
    while not connection.is_closing.is_set():
        # $waitPython
        for message_id, data in log.wait_for(next_id, seconds=0.5):
            if message_id > next_id:
                connection.send_json({"type": "reset"})
            connection.send_json({"type": "message", "id": f"{EPOCH}.{message_id}", "data": data})
            next_id = message_id + 1
        now = time.monotonic()
        if draining.is_set() and end_code != CloseReason.GOING_AWAY:
            end_code = CloseReason.GOING_AWAY
            end_at = min(end_at, now + random.uniform(0, DRAIN_SECONDS))
        if log.is_over and next_id == log.next_id:
            connection.close(CloseReason.NORMAL_CLOSURE, "end")
        elif now >= end_at:
            connection.close(end_code, "recycle")
        elif now >= beat_at:
            connection.send(Ping())
            # $pingMessage
            connection.send_json({"type": "ping"})
            count("stream_heartbeats_total")
            beat_at = now + HEARTBEAT_SECONDS


@app.before_request
def check():
    # $draining
    if draining.is_set():
        return "", 503
    # $foreignOrigin
    if request.headers.get("Origin", ALLOWED_ORIGIN) != ALLOWED_ORIGIN:
        return "", 403
    return None


@app.route(PATH, websocket=True)
def open_connection():
    asked_at = time.monotonic()
    # $authenticateHandshake
    try:
        connection = Connection()
    except RemoteProtocolError:
        return "", 400
    count_first_byte(time.monotonic() - asked_at)
    session_id = request.args.get("session", "")
    last_id = request.args.get("lastId", "")
    epoch, _, last = last_id.partition(".")
    resume_id = int(last) + 1 if epoch == EPOCH and last.isdecimal() else 0
    can_resume = log.oldest_id() <= resume_id <= log.next_id
    next_id = resume_id if can_resume else log.oldest_id()
    missed_messages = last_id != "" and not can_resume
    count("stream_open_connections")
    count(f'stream_opens_total{{resumed="{str(last_id != "").lower()}"}}')
    # $sendingThread
    sender = threading.Thread(target=send_messages, args=(connection, next_id, missed_messages))
    sender.start()
    try:
        receive_messages(connection, session_id)
    except OSError:
        pass
    connection.is_closing.set()
    connection.is_closed.set()
    sender.join()
    count("stream_open_connections", -1)
    count(f'stream_closes_total{{reason="{connection.close_reason or "error"}"}}')
    # $nothingMore
    return "", 101


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
    for number in range(1, DEMO_MESSAGES + 1):
        time.sleep(DEMO_INTERVAL_MILLISECONDS / 1000)
        log.publish({"from": "server", "number": number, "text": f"Update {number} · 更新 ✓"})
    log.finish()


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
