package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
// $if stream
	mathrand "math/rand"
// $end
// $if poll
//| 	mathrand "math/rand"
// $end
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
	path = "/jobs"
	// $allowedOrigin
	allowedOrigin = "https://api.example.com"
	// $retryAfterSeconds
	retryAfterSeconds = 2
	// $maxRunning
	maxRunning   = 4
	maxJobs      = 1000
	maxBodyBytes = 64 * 1024
	// $keepSeconds
	keepSeconds = 3600
// $if stream
	// $heartbeatSeconds
	heartbeatSeconds = 15
	// $recycleSeconds
	recycleSeconds = 240
// $end
// $if poll
//| 	// $holdSeconds
//| 	holdSeconds = 25
// $end
	// $drainSeconds
	drainSeconds = 60
	// $keepAliveSeconds
	keepAliveSeconds         = 620
	demoSteps                = 20
	demoIntervalMilliseconds = 500
)

// $snapshot
type snapshot struct {
	ID       string  `json:"id"`
	State    string  `json:"state"`
	Progress float64 `json:"progress"`
	Version  int     `json:"version"`
}

func (s snapshot) isOver() bool {
	return s.State != "queued" && s.State != "running"
}

// $job
type job struct {
	key      string
	body     []byte
	queuedAt time.Time
	ctx      context.Context
	cancel   context.CancelFunc

	mu      sync.Mutex
	now     snapshot
	result  any
	changed chan struct{}
}

func (j *job) latest() (snapshot, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.now, j.changed
}

func (j *job) update(change func(now *snapshot)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change(&j.now)
	j.now.Version++
	close(j.changed)
	j.changed = make(chan struct{})
}

// $metrics
type metrics struct {
	mu     sync.Mutex
	values map[string]float64
}

var buckets = []float64{0.1, 0.5, 1, 2, 5, 10, 30, math.Inf(1)}

func newMetrics() *metrics {
	m := &metrics{values: map[string]float64{"stream_open_connections": 0}}
	// $zeroMetrics
	for _, code := range []int{200, 202, 404, 500} {
		m.count(0, `http_requests_total{code="%d"}`, code)
	}
	for _, outcome := range []string{"succeeded", "failed", "cancelled", "abandoned"} {
		m.count(0, `job_runs_total{outcome="%s"}`, outcome)
	}
	m.observe("http_first_byte_seconds", 0, 0)
// $if stream
	m.count(0, "stream_heartbeats_total")
	for _, resumed := range []bool{true, false} {
		m.count(0, `stream_opens_total{resumed="%t"}`, resumed)
	}
	for _, reason := range []string{"end", "recycle", "client", "error"} {
		m.count(0, `stream_closes_total{reason="%s"}`, reason)
	}
	m.observe("stream_first_byte_seconds", 0, 0)
// $end
	return m
}

func (m *metrics) count(amount float64, series string, labels ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[fmt.Sprintf(series, labels...)] += amount
}

func (m *metrics) observe(histogram string, seconds, times float64) {
	for _, le := range buckets {
		within := 0.0
		if seconds <= le {
			within = times
		}
		m.count(within, `%s_bucket{le="%v"}`, histogram, le)
	}
	m.count(seconds*times, "%s_sum", histogram)
	m.count(times, "%s_count", histogram)
}

type server struct {
	mu        sync.Mutex
	jobs      map[string]*job
	jobsByKey map[string]*job
	metrics   *metrics
	draining  <-chan struct{}
	running   sync.WaitGroup
	// $slots
	slots chan struct{}
}

// $idempotency
func (s *server) findOrSubmit(key string, body []byte) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.jobsByKey[key]; known != nil || len(s.jobs) >= maxJobs {
		return known
	}
	id := make([]byte, 16)
	rand.Read(id)
	ctx, cancel := context.WithCancel(context.Background())
	submitted := &job{
		key: key, body: body, queuedAt: time.Now(), ctx: ctx, cancel: cancel, changed: make(chan struct{}),
		now: snapshot{ID: hex.EncodeToString(id), State: "queued", Version: 1},
	}
	s.jobs[submitted.now.ID], s.jobsByKey[key] = submitted, submitted
	s.running.Add(1)
	go s.run(submitted)
	return submitted
}

func (s *server) run(j *job) {
	defer s.running.Done()
	defer j.cancel()
	select {
	case s.slots <- struct{}{}:
	case <-j.ctx.Done():
		s.finish(j, nil, j.ctx.Err())
		return
	case <-s.draining:
		return
	}
	defer func() { <-s.slots }()
	j.update(func(now *snapshot) { now.State = "running" })
	result, err := work(j.ctx, j.body, func(progress float64) {
		j.update(func(now *snapshot) { now.Progress = progress })
	})
	s.finish(j, result, err)
}

func (s *server) finish(j *job, result any, err error) {
	state := "succeeded"
	if j.ctx.Err() != nil {
		state = "cancelled"
	} else if err != nil {
		// $failed
		log.Print(err)
		state = "failed"
	}
	j.update(func(now *snapshot) { now.State, j.result = state, result })
	s.metrics.count(1, `job_runs_total{outcome="%s"}`, state)
	time.AfterFunc(keepSeconds*time.Second, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.jobs, j.now.ID)
		delete(s.jobsByKey, j.key)
	})
}

// $demo
func work(ctx context.Context, input json.RawMessage, onProgress func(float64)) (any, error) {
	for step := 1; step <= demoSteps; step++ {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(demoIntervalMilliseconds * time.Millisecond):
			onProgress(float64(step) / demoSteps)
		}
	}
	return map[string]any{"text": "完成 ✓", "input": input}, nil
}

// $base
var base = strings.TrimSuffix(path, "/")
var keyShape = regexp.MustCompile(`^[\w-]{16,64}$`)

func (s *server) reply(w http.ResponseWriter, status int, body any) {
	s.metrics.count(1, `http_requests_total{code="%d"}`, status)
	w.Header().Set("Cache-Control", "no-store, no-transform")
	if body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	if body != nil {
		json.NewEncoder(w).Encode(body)
	}
}

func retryLater(w http.ResponseWriter) {
	w.Header().Set("Retry-After", strconv.Itoa(retryAfterSeconds))
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	asked := time.Now()
	if origin := r.Header.Get("Origin"); origin != "" && origin != allowedOrigin {
		// $foreignOrigin
		s.reply(w, http.StatusForbidden, nil)
		return
	}
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Access-Control-Allow-Origin", allowedOrigin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	w.Header().Set("Access-Control-Expose-Headers", "Location, Retry-After")
	if r.Method == http.MethodOptions {
		// $preflight
		w.Header().Set("Access-Control-Allow-Methods", "POST, DELETE")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID")
		s.reply(w, http.StatusNoContent, nil)
		return
	}
	// $authenticateJob
	if r.URL.Path == path {
		s.post(w, r)
		s.metrics.observe("http_first_byte_seconds", time.Since(asked).Seconds(), 1)
		return
	}
	head, tail, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, base+"/"), "/")
	id := head
	var answer func(w http.ResponseWriter, r *http.Request, j *job)
	switch r.Method + " " + tail {
	case "GET ":
		answer = s.status
	case "GET result":
		answer = s.result
	case "DELETE ":
		answer = s.cancel
	}
// $if stream
	if head == "events" && r.Method == http.MethodGet {
		id, answer = tail, s.watch
	}
// $end
// $if poll
//| 	if head == "events" && r.Method == http.MethodGet {
//| 		id, answer = tail, s.watch
//| 	}
// $end
	s.mu.Lock()
	found := s.jobs[id]
	s.mu.Unlock()
	if found == nil || answer == nil {
		s.reply(w, http.StatusNotFound, nil)
		return
	}
	answer(w, r, found)
	if head != "events" {
		s.metrics.observe("http_first_byte_seconds", time.Since(asked).Seconds(), 1)
	}
}

// $post
func (s *server) post(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		s.reply(w, http.StatusMethodNotAllowed, nil)
		return
	}
	// $jsonOnly
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.reply(w, http.StatusUnsupportedMediaType, nil)
		return
	}
	key := r.Header.Get("Idempotency-Key")
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if err != nil || !json.Valid(body) || !keyShape.MatchString(key) {
		s.reply(w, http.StatusBadRequest, nil)
		return
	}
	found := s.findOrSubmit(key, body)
	if found == nil {
		retryLater(w)
		s.reply(w, http.StatusServiceUnavailable, nil)
		return
	}
	if !bytes.Equal(found.body, body) {
		// $otherInput
		s.reply(w, http.StatusUnprocessableEntity, nil)
		return
	}
	now, _ := found.latest()
	retryLater(w)
	w.Header().Set("Location", base+"/"+now.ID)
	s.reply(w, http.StatusAccepted, now)
}

func (s *server) status(w http.ResponseWriter, _ *http.Request, j *job) {
	now, _ := j.latest()
	if !now.isOver() {
		retryLater(w)
	}
	s.reply(w, http.StatusOK, now)
}

func (s *server) result(w http.ResponseWriter, _ *http.Request, j *job) {
	if now, _ := j.latest(); now.State != "succeeded" {
		s.reply(w, http.StatusConflict, nil)
		return
	}
	s.reply(w, http.StatusOK, j.result)
}

func (s *server) cancel(w http.ResponseWriter, _ *http.Request, j *job) {
	j.cancel()
	s.reply(w, http.StatusNoContent, nil)
}
// $if stream

// $watchStream
func (s *server) watch(w http.ResponseWriter, r *http.Request, j *job) {
	lastEventID := r.Header.Get("Last-Event-ID")
	version, _ := strconv.Atoi(lastEventID)
	// $noContent
	if now, _ := j.latest(); now.isOver() && version == now.Version {
		s.reply(w, http.StatusNoContent, nil)
		return
	}
	opened := time.Now()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store, no-transform")
	// $accelBuffering
	w.Header().Set("X-Accel-Buffering", "no")
	// $firstBytes
	fmt.Fprint(w, ": open\n\n")
	w.(http.Flusher).Flush()
	s.metrics.observe("stream_first_byte_seconds", time.Since(opened).Seconds(), 1)
	s.metrics.count(1, "stream_open_connections")
	s.metrics.count(1, `stream_opens_total{resumed="%t"}`, lastEventID != "")
	reason := s.follow(w, r.Context(), j, version)
	s.metrics.count(-1, "stream_open_connections")
	s.metrics.count(1, `stream_closes_total{reason="%s"}`, reason)
}

func (s *server) follow(w http.ResponseWriter, client context.Context, j *job, version int) (closeReason string) {
	var heartbeat, recycle, leave <-chan time.Time
	if heartbeatSeconds > 0 {
		ticker := time.NewTicker(heartbeatSeconds * time.Second)
		defer ticker.Stop()
		heartbeat = ticker.C
	}
	if recycleSeconds > 0 {
		// $recycle
		share := 0.9 + 0.2*mathrand.Float64()
		timer := time.NewTimer(time.Duration(share * float64(recycleSeconds*time.Second)))
		defer timer.Stop()
		recycle = timer.C
	}
	draining := s.draining
	for {
		// $sendLatest
		now, changed := j.latest()
		if now.Version != version {
			version = now.Version
			data, _ := json.Marshal(now)
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", version, data)
		}
		if now.isOver() {
			return "end"
		}
		w.(http.Flusher).Flush()
		select {
		case <-changed:
		case <-heartbeat:
			fmt.Fprint(w, ": heartbeat\n\n")
			s.metrics.count(1, "stream_heartbeats_total")
		case <-draining:
			draining = nil
			leave = time.After(time.Duration(mathrand.Float64() * float64(drainSeconds*time.Second)))
		case <-leave:
			return "recycle"
		case <-recycle:
			return "recycle"
		case <-client.Done():
			// $clientLeft
			return "client"
		}
	}
}
// $end
// $if poll
//|
//| // $watchPoll
//| func (s *server) watch(w http.ResponseWriter, r *http.Request, j *job) {
//| 	version, _ := strconv.Atoi(r.URL.Query().Get("since"))
//| 	s.metrics.count(1, "stream_open_connections")
//| 	now := s.hold(r.Context(), j, version)
//| 	s.metrics.count(-1, "stream_open_connections")
//| 	if r.Context().Err() != nil {
//| 		// $clientLeft
//| 		return
//| 	}
//| 	if now.Version <= version {
//| 		s.reply(w, http.StatusNoContent, nil)
//| 		return
//| 	}
//| 	s.reply(w, http.StatusOK, now)
//| }
//|
//| func (s *server) hold(client context.Context, j *job, version int) snapshot {
//| 	// $holdJitter
//| 	share := 0.9 + 0.1*mathrand.Float64()
//| 	timer := time.NewTimer(time.Duration(share * float64(holdSeconds*time.Second)))
//| 	defer timer.Stop()
//| 	var leave <-chan time.Time
//| 	draining := s.draining
//| 	for {
//| 		now, changed := j.latest()
//| 		if now.Version > version {
//| 			return now
//| 		}
//| 		select {
//| 		case <-changed:
//| 		case <-draining:
//| 			draining = nil
//| 			leave = time.After(time.Duration(mathrand.Float64() * float64(drainSeconds*time.Second)))
//| 		case <-leave:
//| 			return now
//| 		case <-timer.C:
//| 			return now
//| 		case <-client.Done():
//| 			return now
//| 		}
//| 	}
//| }
// $end

func (s *server) showMetrics(w http.ResponseWriter, _ *http.Request) {
	oldest := 0.0
	s.mu.Lock()
	for _, j := range s.jobs {
		if now, _ := j.latest(); now.State == "queued" {
			oldest = math.Max(oldest, time.Since(j.queuedAt).Seconds())
		}
	}
	s.mu.Unlock()
	s.metrics.mu.Lock()
	defer s.metrics.mu.Unlock()
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	fmt.Fprintf(w, "job_queue_oldest_seconds %v\n", oldest)
	for series, value := range s.metrics.values {
		fmt.Fprintf(w, "%s %v\n", series, value)
	}
}

func main() {
	stopping, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	s := &server{
		jobs:      map[string]*job{},
		jobsByKey: map[string]*job{},
		metrics:   newMetrics(),
		draining:  stopping.Done(),
		slots:     make(chan struct{}, maxRunning),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.handle)
	mux.HandleFunc("/metrics", s.showMetrics)
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

	// $drainJobs
	<-stopping.Done()
	giveUp, cancel := context.WithTimeout(context.Background(), (drainSeconds+1)*time.Second)
	defer cancel()
	httpServer.Shutdown(giveUp)
	// $abandoned
	go func() {
		s.running.Wait()
		cancel()
	}()
	<-giveUp.Done()
}
