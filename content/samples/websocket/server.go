package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand"
	"net/http"
	"os/signal"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	// $gorilla
	"github.com/gorilla/websocket"
)

const (
	port = 8080
	path = "/stream"
	// $allowedOrigin
	allowedOrigin = "https://api.example.com"
	// $heartbeatSeconds
	heartbeatSeconds = 15
	// $recycleSeconds
	recycleSeconds = 2880
	// $drainSeconds
	drainSeconds = 30
	// $keepAliveSeconds
	keepAliveSeconds = 620
	// $maxMessageBytes
	maxMessageBytes = 64 * 1024
	// $writeSeconds
	writeSeconds = 10
	// $closeSeconds
	closeSeconds = 5
	// $keptMessages
	keptMessages             = 1000
	keptSessions             = 10_000
	demoMessages             = 600
	demoIntervalMilliseconds = 1000
)

// $epoch
var epoch = strconv.FormatInt(time.Now().UnixNano(), 36)

// $message
type message struct {
	Type     string          `json:"type"`
	ID       string          `json:"id,omitempty"`
	Sequence int64           `json:"sequence,omitempty"`
	Data     json.RawMessage `json:"data,omitempty"`
}

// $log
type messageLog struct {
	mu        sync.Mutex
	messages  []json.RawMessage
	nextID    int64
	isOver    bool
	published chan struct{}
}

func (l *messageLog) publish(data json.RawMessage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.messages = append(l.messages, data)
	l.nextID++
	if len(l.messages) > keptMessages {
		l.messages = l.messages[1:]
	}
	l.tell()
}

func (l *messageLog) finish() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.isOver = true
	l.tell()
}

func (l *messageLog) tell() {
	close(l.published)
	l.published = make(chan struct{})
}

// $since
func (l *messageLog) since(id int64) (messages []json.RawMessage, first int64, isOver bool, more <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest := l.nextID - int64(len(l.messages))
	first = id
	if first < oldest {
		first = oldest
	}
	messages = append(messages, l.messages[first-oldest:]...)
	return messages, first, l.isOver, l.published
}

// $resumePosition
func (l *messageLog) position(lastID string) (next int64, canResume bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest := l.nextID - int64(len(l.messages))
	lastEpoch, number, _ := strings.Cut(lastID, ".")
	last, err := strconv.ParseInt(number, 10, 64)
	if err != nil || lastEpoch != epoch || last+1 < oldest || last >= l.nextID {
		return oldest, false
	}
	return last + 1, true
}

// $sessions
type sessionStore struct {
	mu            sync.Mutex
	lastSequences map[string]int64
	order         []string
}

// $onlyNew
func (s *sessionStore) isNew(id string, sequence int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	last, isKnown := s.lastSequences[id]
	if sequence <= last {
		return false
	}
	s.lastSequences[id] = sequence
	if !isKnown {
		s.order = append(s.order, id)
	}
	if len(s.order) > keptSessions {
		delete(s.lastSequences, s.order[0])
		s.order = s.order[1:]
	}
	return true
}

// $metrics
type metrics struct {
	mu     sync.Mutex
	values map[string]float64
}

var buckets = []float64{0.1, 0.5, 1, 2, 5, 10, 30, math.Inf(1)}

func newMetrics() *metrics {
	m := &metrics{values: map[string]float64{"stream_open_connections": 0, "stream_heartbeats_total": 0}}
	// $zeroMetrics
	m.countFirstByte(0, 0)
	for _, resumed := range []bool{true, false} {
		m.count(0, `stream_opens_total{resumed="%t"}`, resumed)
	}
	for _, reason := range []string{"end", "recycle", "client", "error"} {
		m.count(0, `stream_closes_total{reason="%s"}`, reason)
	}
	return m
}

func (m *metrics) count(amount float64, series string, labels ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[fmt.Sprintf(series, labels...)] += amount
}

func (m *metrics) countFirstByte(seconds, times float64) {
	for _, le := range buckets {
		within := 0.0
		if seconds <= le {
			within = times
		}
		m.count(within, `stream_first_byte_seconds_bucket{le="%v"}`, le)
	}
	m.count(seconds*times, "stream_first_byte_seconds_sum")
	m.count(times, "stream_first_byte_seconds_count")
}

func (m *metrics) show(w http.ResponseWriter, _ *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	for series, value := range m.values {
		fmt.Fprintf(w, "%s %v\n", series, value)
	}
}

type server struct {
	log      *messageLog
	sessions *sessionStore
	metrics  *metrics
	draining <-chan struct{}
	open     sync.WaitGroup
	upgrader websocket.Upgrader
}

var sessionShape = regexp.MustCompile(`^[\w-]{16,64}$`)

func isAllowed(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || origin == allowedOrigin
}

func (s *server) connect(w http.ResponseWriter, r *http.Request) {
	asked := time.Now()
	select {
	case <-s.draining:
		// $draining
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	default:
	}
	// $authenticateHandshake
	conn, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	s.metrics.countFirstByte(time.Since(asked).Seconds(), 1)
	lastID, session := r.URL.Query().Get("lastId"), r.URL.Query().Get("session")
	s.open.Add(1)
	defer s.open.Done()
	s.metrics.count(1, "stream_open_connections")
	s.metrics.count(1, `stream_opens_total{resumed="%t"}`, lastID != "")
	acks, left, ended := make(chan int64), make(chan struct{}), make(chan struct{})
	var closeReason string
	// $sendingThread
	go func() {
		defer close(ended)
		closeReason = s.send(conn, lastID, acks, left)
	}()
	leftBy := s.receive(conn, session, acks, ended)
	close(left)
	<-ended
	if closeReason == "" {
		closeReason = leftBy
	}
	s.metrics.count(-1, "stream_open_connections")
	s.metrics.count(1, `stream_closes_total{reason="%s"}`, closeReason)
}

func (s *server) receive(conn *websocket.Conn, session string, acks chan<- int64, ended <-chan struct{}) string {
	conn.SetReadLimit(maxMessageBytes)
	// $silentClient
	stayAlive := func(string) error {
		if heartbeatSeconds == 0 {
			return nil
		}
		return conn.SetReadDeadline(time.Now().Add(3 * heartbeatSeconds * time.Second))
	}
	conn.SetPongHandler(stayAlive)
	stayAlive("")
	for {
		kind, text, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure {
			return "client"
		}
		if errors.Is(err, websocket.ErrReadLimit) {
			// $letArrive
			expectEnd(conn)
			io.Copy(io.Discard, conn.UnderlyingConn())
		}
		if err != nil {
			// $cutOrLeft
			return "error"
		}
		var received message
		if kind != websocket.TextMessage {
			sendClose(conn, websocket.CloseUnsupportedData)
		} else if json.Unmarshal(text, &received) != nil || received.Sequence == 0 {
			sendClose(conn, websocket.ClosePolicyViolation)
		} else {
			if !sessionShape.MatchString(session) || s.sessions.isNew(session, received.Sequence) {
				s.log.publish(received.Data)
			}
			select {
			case acks <- received.Sequence:
			case <-ended:
			}
		}
	}
}

func sendClose(conn *websocket.Conn, code int) {
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), soon())
	expectEnd(conn)
}

// $closeReply
func expectEnd(conn *websocket.Conn) {
	conn.UnderlyingConn().SetReadDeadline(time.Now().Add(closeSeconds * time.Second))
}

func soon() time.Time {
	return time.Now().Add(writeSeconds * time.Second)
}

// $send
func (s *server) send(conn *websocket.Conn, lastID string, acks <-chan int64, left <-chan struct{}) string {
	var heartbeat, recycle, leave <-chan time.Time
	if heartbeatSeconds > 0 {
		ticker := time.NewTicker(heartbeatSeconds * time.Second)
		defer ticker.Stop()
		heartbeat = ticker.C
	}
	if recycleSeconds > 0 {
		// $recycle
		share := 0.9 + 0.2*rand.Float64()
		timer := time.NewTimer(time.Duration(share * float64(recycleSeconds*time.Second)))
		defer timer.Stop()
		recycle = timer.C
	}
	var writeErr error
	write := func(m message) {
		conn.SetWriteDeadline(soon())
		if writeErr == nil {
			writeErr = conn.WriteJSON(m)
		}
	}
	// $firstMessage
	write(message{Type: "ping"})
	next, canResume := s.log.position(lastID)
	if lastID != "" && !canResume {
		write(message{Type: "reset"})
	}
	draining := s.draining
	for writeErr == nil {
		messages, first, isOver, published := s.log.since(next)
		if first > next {
			write(message{Type: "reset"})
		}
		for index, data := range messages {
			write(message{Type: "message", ID: fmt.Sprintf("%s.%d", epoch, first+int64(index)), Data: data})
		}
		next = first + int64(len(messages))
		if isOver {
			sendClose(conn, websocket.CloseNormalClosure)
			return "end"
		}
		select {
		case <-published:
		case sequence := <-acks:
			write(message{Type: "ack", Sequence: sequence})
		case <-heartbeat:
			conn.WriteControl(websocket.PingMessage, nil, soon())
			// $pingMessage
			write(message{Type: "ping"})
			s.metrics.count(1, "stream_heartbeats_total")
		case <-draining:
			draining = nil
			leave = time.After(time.Duration(rand.Float64() * float64(drainSeconds*time.Second)))
		case <-leave:
			sendClose(conn, websocket.CloseGoingAway)
			return "recycle"
		case <-recycle:
			sendClose(conn, websocket.CloseServiceRestart)
			return "recycle"
		case <-left:
			return ""
		}
	}
	expectEnd(conn)
	return ""
}

func main() {
	stopping, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	s := &server{
		log:      &messageLog{nextID: 1, published: make(chan struct{})},
		sessions: &sessionStore{lastSequences: map[string]int64{}},
		metrics:  newMetrics(),
		draining: stopping.Done(),
		// $foreignOrigin
		upgrader: websocket.Upgrader{CheckOrigin: isAllowed},
	}
	mux := http.NewServeMux()
	mux.HandleFunc(path, s.connect)
	mux.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/metrics", s.metrics.show)
	go demo(s.log)

	httpServer := &http.Server{
		Addr:              fmt.Sprintf(":%d", port),
		Handler:           mux,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       keepAliveSeconds * time.Second,
	}
	go func() {
		if err := httpServer.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()

	// $drain
	<-stopping.Done()
	giveUp, cancel := context.WithTimeout(context.Background(), (drainSeconds+1)*time.Second)
	defer cancel()
	httpServer.Shutdown(giveUp)
	// $hijacked
	go func() {
		s.open.Wait()
		cancel()
	}()
	<-giveUp.Done()
}

// $demo
func demo(l *messageLog) {
	for number := 1; number <= demoMessages; number++ {
		time.Sleep(demoIntervalMilliseconds * time.Millisecond)
		text := fmt.Sprintf("Update %d · 更新 ✓", number)
		data, _ := json.Marshal(map[string]any{"from": "server", "number": number, "text": text})
		l.publish(data)
	}
	l.finish()
}
