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
	"regexp"
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
	recycleSeconds = 0
	// $resumeSeconds
	resumeSeconds = 30
	// $keepSeconds
	keepSeconds  = 300
	maxRuns      = 1000
	maxBodyBytes = 64 * 1024
	// $drainSeconds
	drainSeconds = 300
	// $keepAliveSeconds
	keepAliveSeconds         = 620
	demoPieces               = 20
	demoIntervalMilliseconds = 500
)

type message struct {
	ID   int    `json:"id"`
	Type string `json:"type"`
	Data any    `json:"data"`
}

// $if events
func frame(m message) string {
	data, _ := json.Marshal(m.Data)
	return fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", m.ID, m.Type, data)
}

const contentType = "text/event-stream"
const heartbeat = ": heartbeat\n\n"

// $end
// $if ndjson
//| func frame(m message) string {
//| 	line, _ := json.Marshal(m)
//| 	return string(line) + "\n"
//| }
//|
//| const contentType = "application/x-ndjson"
//|
//| // $emptyLine
//| const heartbeat = "\n"
// $end

type fields map[string]any

// $run
type run struct {
	mu        sync.Mutex
	messages  []message
	changed   chan struct{}
	cancel    context.CancelFunc
	readers   int
	abandoned *time.Timer
}

func (r *run) add(kind string, data fields) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = append(r.messages, message{len(r.messages) + 1, kind, data})
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *run) after(lastID int) ([]message, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.messages[lastID:], r.changed
}

func (r *run) length() int {
	messages, _ := r.after(0)
	return len(messages)
}

func (r *run) enter() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.readers++
	if r.abandoned != nil {
		r.abandoned.Stop()
	}
}

func (r *run) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.readers--
	if r.readers == 0 {
		// $abandoned
		r.abandoned = time.AfterFunc(resumeSeconds*time.Second, r.cancel)
	}
}

func (r *run) work(ctx context.Context, prompt string) {
	err := generate(ctx, prompt, func(text string) { r.add("text", fields{"text": text}) })
	switch {
	case err == nil:
		r.add("done", fields{})
	case ctx.Err() != nil:
		r.add("error", fields{"code": "cancelled"})
	default:
		// $errorMessage
		log.Print(err)
		r.add("error", fields{"code": "failed"})
	}
}

// $demo
func generate(ctx context.Context, prompt string, add func(text string)) error {
	for number := 1; number <= demoPieces; number++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(demoIntervalMilliseconds * time.Millisecond):
			add(fmt.Sprintf("%s %d · 你好 ✓\n", prompt, number))
		}
	}
	return nil
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
	mu       sync.Mutex
	runs     map[string]*run
	metrics  *metrics
	stopping context.Context
}

// $idempotency
func (s *server) findOrStart(key, prompt string, lastID int) (found *run, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.runs[key]
	if lastID > 0 && (known == nil || lastID > known.length()) {
		// $unknownRun
		return nil, http.StatusGone
	}
	if known != nil {
		return known, http.StatusOK
	}
	if len(s.runs) >= maxRuns {
		return nil, http.StatusServiceUnavailable
	}
	ctx, cancel := context.WithCancel(context.Background())
	started := &run{changed: make(chan struct{}), cancel: cancel}
	s.runs[key] = started
	go func() {
		defer cancel()
		started.work(ctx, prompt)
		time.Sleep(keepSeconds * time.Second)
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.runs, key)
	}()
	return started, http.StatusOK
}

var keyShape = regexp.MustCompile(`^[\w-]{16,64}$`)

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Idempotency-Key")
	if origin := r.Header.Get("Origin"); origin != "" && origin != allowedOrigin {
		// $foreignOrigin
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Access-Control-Allow-Origin", allowedOrigin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	// $authenticateKey
	switch r.Method {
	case http.MethodOptions:
		// $preflight
		w.Header().Set("Access-Control-Allow-Methods", "POST, DELETE")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID")
		w.WriteHeader(http.StatusNoContent)
	case http.MethodPost:
		s.post(w, r, key)
	case http.MethodDelete:
		// $cancel
		s.mu.Lock()
		defer s.mu.Unlock()
		if known := s.runs[key]; known != nil {
			known.cancel()
		}
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// $post
func (s *server) post(w http.ResponseWriter, r *http.Request, key string) {
	// $jsonOnly
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		w.WriteHeader(http.StatusUnsupportedMediaType)
		return
	}
	var asked struct{ Prompt *string }
	bodyErr := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBodyBytes)).Decode(&asked)
	lastID, idErr := strconv.Atoi("0" + r.Header.Get("Last-Event-ID"))
	if bodyErr != nil || idErr != nil || asked.Prompt == nil || !keyShape.MatchString(key) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	found, status := s.findOrStart(key, *asked.Prompt, lastID)
	if found == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store, no-transform")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	// $accelBuffering
	w.Header().Set("X-Accel-Buffering", "no")
	found.enter()
	s.metrics.count(1, "stream_open_connections")
	s.metrics.count(1, `stream_opens_total{resumed="%t"}`, lastID > 0)
	reason := s.follow(w, r.Context(), found, lastID)
	found.leave()
	s.metrics.count(-1, "stream_open_connections")
	s.metrics.count(1, `stream_closes_total{reason="%s"}`, reason)
}

// $send
func (s *server) follow(w http.ResponseWriter, client context.Context, found *run, lastID int) (closeReason string) {
	opened := time.Now()
	var beat, recycle <-chan time.Time
	if heartbeatSeconds > 0 {
		ticker := time.NewTicker(heartbeatSeconds * time.Second)
		defer ticker.Stop()
		beat = ticker.C
	}
	if recycleSeconds > 0 {
		// $recycle
		share := 0.9 + 0.2*rand.Float64()
		timer := time.NewTimer(time.Duration(share * float64(recycleSeconds*time.Second)))
		defer timer.Stop()
		recycle = timer.C
	}
	// $firstBytes
	fmt.Fprint(w, heartbeat)
	for {
		messages, changed := found.after(lastID)
		for _, m := range messages {
			if lastID == 0 {
				s.metrics.countFirstByte(time.Since(opened).Seconds(), 1)
			}
			fmt.Fprint(w, frame(m))
			lastID = m.ID
			switch m.Type {
			case "done":
				return "end"
			case "error":
				return "error"
			}
		}
		w.(http.Flusher).Flush()
		select {
		case <-changed:
		case <-beat:
			fmt.Fprint(w, heartbeat)
			s.metrics.count(1, "stream_heartbeats_total")
		case <-recycle:
			if s.stopping.Err() != nil {
				// $noRecycle
				continue
			}
			// $recycleMessage
			fmt.Fprint(w, frame(message{lastID, "recycle", fields{}}))
			return "recycle"
		case <-client.Done():
			// $clientLeft
			return "client"
		}
	}
}

func main() {
	stopping, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	s := &server{runs: map[string]*run{}, metrics: newMetrics(), stopping: stopping}
	mux := http.NewServeMux()
	mux.HandleFunc(path, s.handle)
	mux.HandleFunc("/metrics", s.metrics.show)
	mux.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})

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

	// $drainRuns
	<-stopping.Done()
	giveUp, cancel := context.WithTimeout(context.Background(), drainSeconds*time.Second)
	defer cancel()
	if err := httpServer.Shutdown(giveUp); err != nil {
		httpServer.Close()
	}
}
