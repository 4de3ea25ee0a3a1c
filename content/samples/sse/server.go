package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math"
	"math/rand"
	"net/http"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	port = 8080
	path = "/stream"
	// $allowedOrigin
	allowedOrigin = "https://api.example.com"
	// $heartbeatSeconds
	heartbeatSeconds = 15
	// $recycleSeconds
	recycleSeconds = 240
	// $retryMilliseconds
	minRetryMilliseconds = 2000
	maxRetryMilliseconds = 8000
	// $drainSeconds
	drainSeconds = 30
	// $keepAliveSeconds
	keepAliveSeconds = 620
	// $keptEvents
	keptEvents               = 1000
	demoEvents               = 600
	demoIntervalMilliseconds = 1000
)

const (
	// $ping
	ping = "event: ping\ndata: {}\n\n"
	// $reset
	reset = "event: reset\ndata: {}\n\n"
	// $plannedEnd
	comeBackSoon = "retry: 500\n\n"
)

// $epoch
var epoch = strconv.FormatInt(time.Now().UnixNano(), 36)

type event struct {
	id   int64
	kind string
	data []byte
}

func (e event) frame() string {
	return fmt.Sprintf("id: %s.%d\nevent: %s\ndata: %s\n\n", epoch, e.id, e.kind, e.data)
}

// $log
type eventLog struct {
	mu        sync.Mutex
	events    []event
	nextID    int64
	published chan struct{}
}

func (l *eventLog) publish(kind string, data any) {
	text, err := json.Marshal(data)
	if err != nil {
		log.Print(err)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, event{l.nextID, kind, text})
	l.nextID++
	if len(l.events) > keptEvents {
		l.events = l.events[1:]
	}
	close(l.published)
	l.published = make(chan struct{})
}

// $since
func (l *eventLog) since(id int64) ([]event, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	skip := id - (l.nextID - int64(len(l.events)))
	if skip < 0 {
		skip = 0
	}
	return append([]event(nil), l.events[skip:]...), l.published
}

// $resumePosition
func (l *eventLog) position(lastEventID string) (next int64, canResume, isOver bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest := l.nextID - int64(len(l.events))
	lastEpoch, number, _ := strings.Cut(lastEventID, ".")
	lastID, err := strconv.ParseInt(number, 10, 64)
	if err != nil || lastEpoch != epoch || lastID+1 < oldest || lastID >= l.nextID {
		return oldest, false, false
	}
	last := len(l.events) - 1
	return lastID + 1, true, lastID+1 == l.nextID && last >= 0 && l.events[last].kind == "done"
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
	log      *eventLog
	metrics  *metrics
	draining <-chan struct{}
}

func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	asked := time.Now()
	if origin := r.Header.Get("Origin"); origin != "" && origin != allowedOrigin {
		// $foreignOrigin
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Access-Control-Allow-Origin", allowedOrigin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	// $preflight
	w.Header().Set("Access-Control-Allow-Headers", "Authorization, Last-Event-ID")
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if r.Method != http.MethodGet {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	// $authenticate
	// $lastEventId
	lastEventID := r.Header.Get("Last-Event-ID")
	if lastEventID == "" {
		lastEventID = r.URL.Query().Get("lastEventId")
	}
	next, canResume, isOver := s.log.position(lastEventID)
	if isOver {
		// $noContent
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store, no-transform")
	// $accelBuffering
	w.Header().Set("X-Accel-Buffering", "no")
	// $firstBytes
	retry := minRetryMilliseconds + rand.Intn(maxRetryMilliseconds-minRetryMilliseconds+1)
	fmt.Fprintf(w, "retry: %d\n: open\n\n", retry)
	w.(http.Flusher).Flush()
	s.metrics.countFirstByte(time.Since(asked).Seconds(), 1)
	if lastEventID != "" && !canResume {
		fmt.Fprint(w, reset)
	}
	s.metrics.count(1, "stream_open_connections")
	s.metrics.count(1, `stream_opens_total{resumed="%t"}`, canResume)
	reason := s.send(w, r.Context(), next)
	s.metrics.count(-1, "stream_open_connections")
	s.metrics.count(1, `stream_closes_total{reason="%s"}`, reason)
}

// $send
func (s *server) send(w http.ResponseWriter, client context.Context, next int64) (closeReason string) {
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
	draining := s.draining
	for {
		events, published := s.log.since(next)
		for _, e := range events {
			if e.id > next {
				fmt.Fprint(w, reset)
			}
			fmt.Fprint(w, e.frame())
			if e.kind == "done" {
				return "end"
			}
			next = e.id + 1
		}
		w.(http.Flusher).Flush()
		select {
		case <-published:
		case <-heartbeat:
			fmt.Fprint(w, ping)
			s.metrics.count(1, "stream_heartbeats_total")
		case <-draining:
			draining = nil
			leave = time.After(time.Duration(rand.Float64() * float64(drainSeconds*time.Second)))
		case <-leave:
			fmt.Fprint(w, comeBackSoon)
			return "recycle"
		case <-recycle:
			fmt.Fprint(w, comeBackSoon)
			return "recycle"
		case <-client.Done():
			// $clientLeft
			return "client"
		}
	}
}

func main() {
	stopping, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	s := &server{
		log:      &eventLog{nextID: 1, published: make(chan struct{})},
		metrics:  newMetrics(),
		draining: stopping.Done(),
	}
	mux := http.NewServeMux()
	mux.HandleFunc(path, s.stream)
	mux.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/metrics", s.metrics.show)
	go demo(s.log)

	// $noWriteTimeout
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
	if err := httpServer.Shutdown(giveUp); err != nil {
		httpServer.Close()
	}
}

// $demo
func demo(l *eventLog) {
	for number := 1; number <= demoEvents; number++ {
		time.Sleep(demoIntervalMilliseconds * time.Millisecond)
		l.publish("message", map[string]any{"number": number, "text": fmt.Sprintf("Update %d · 更新 ✓", number)})
	}
	l.publish("done", struct{}{})
}
