package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
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
	// $holdSeconds
	holdSeconds = 25
	// $drainSeconds
	drainSeconds = 30
	// $keepAliveSeconds
	keepAliveSeconds = 620
	// $keptEvents
	keptEvents = 1000
	// $maxEvents
	maxEvents                = 100
	demoEvents               = 600
	demoIntervalMilliseconds = 1000
)

// $epoch
var epoch = strconv.FormatInt(time.Now().UnixNano(), 36)

type event struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Data any    `json:"data"`
}

type answer struct {
	Since string `json:"since"`
	// $reset
	Reset  bool    `json:"reset"`
	Events []event `json:"events"`
}

// $log
type eventLog struct {
	mu        sync.Mutex
	events    []event
	nextID    int64
	published chan struct{}
}

func (l *eventLog) publish(kind string, data any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, event{fmt.Sprintf("%s.%d", epoch, l.nextID), kind, data})
	l.nextID++
	if len(l.events) > keptEvents {
		l.events = l.events[1:]
	}
	close(l.published)
	l.published = make(chan struct{})
}

// $since
func (l *eventLog) since(id int64) (events []event, isLate bool, published <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	start := id - (l.nextID - int64(len(l.events)))
	if start < 0 {
		start, isLate = 0, true
	}
	events = append(events, l.events[start:]...)
	if len(events) > maxEvents {
		events = events[:maxEvents]
	}
	return events, isLate, l.published
}

// $resumePosition
func (l *eventLog) position(since string) (next int64, canResume bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest := l.nextID - int64(len(l.events))
	lastEpoch, number, _ := strings.Cut(since, ".")
	last, err := strconv.ParseInt(number, 10, 64)
	if err != nil || lastEpoch != epoch || last+1 < oldest || last >= l.nextID {
		return oldest, false
	}
	return last + 1, true
}

// $metrics
type metrics struct {
	mu     sync.Mutex
	values map[string]float64
}

func newMetrics() *metrics {
	m := &metrics{values: map[string]float64{"stream_open_connections": 0}}
	// $zeroMetrics
	for _, code := range []int{200, 204, 403, 500} {
		m.count(0, `http_requests_total{code="%d"}`, code)
	}
	return m
}

func (m *metrics) count(amount float64, series string, labels ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[fmt.Sprintf(series, labels...)] += amount
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

func (s *server) finish(w http.ResponseWriter, status int, body any) {
	s.metrics.count(1, `http_requests_total{code="%d"}`, status)
	// $noStore
	w.Header().Set("Cache-Control", "no-store, no-transform")
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" && origin != allowedOrigin {
		// $foreignOrigin
		s.finish(w, http.StatusForbidden, nil)
		return
	}
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Access-Control-Allow-Origin", allowedOrigin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	// $preflight
	w.Header().Set("Access-Control-Allow-Headers", "Authorization")
	if r.Method == http.MethodOptions {
		s.finish(w, http.StatusNoContent, nil)
		return
	}
	if r.Method != http.MethodGet {
		s.finish(w, http.StatusMethodNotAllowed, nil)
		return
	}
	// $authenticate
	since := r.URL.Query().Get("since")
	next, canResume := s.log.position(since)
	s.metrics.count(1, "stream_open_connections")
	events, isLate := s.hold(r.Context(), next)
	s.metrics.count(-1, "stream_open_connections")
	if r.Context().Err() != nil {
		// $clientLeft
		return
	}
	if len(events) == 0 {
		s.finish(w, http.StatusNoContent, nil)
		return
	}
	s.finish(w, http.StatusOK, answer{since, isLate || (since != "" && !canResume), events})
}

func (s *server) hold(client context.Context, next int64) (events []event, isLate bool) {
	// $holdJitter
	share := 0.9 + 0.1*rand.Float64()
	timer := time.NewTimer(time.Duration(share * float64(holdSeconds*time.Second)))
	defer timer.Stop()
	var leave <-chan time.Time
	draining := s.draining
	for {
		events, isLate, published := s.log.since(next)
		if len(events) > 0 {
			return events, isLate
		}
		select {
		case <-published:
		case <-draining:
			draining = nil
			leave = time.After(time.Duration(rand.Float64() * float64(drainSeconds*time.Second)))
		case <-leave:
			return nil, false
		case <-timer.C:
			return nil, false
		case <-client.Done():
			return nil, false
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
	mux.HandleFunc(path, s.handle)
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

	// $drainPolls
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
