package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// $if dual
import (
	cryptorand "crypto/rand"
	"encoding/hex"
)

// $legacyVersions
var legacyVersions = []string{"2025-11-25", "2025-06-18"}
var supportedVersions = append([]string{version}, legacyVersions...)

const (
	// $resumeSeconds
	resumeSeconds  = 300
	maxSessions    = 10000
	allowedMethods = "POST, GET, DELETE"
	allowedHeaders = "Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name, " +
		"Mcp-Session-Id, Last-Event-ID"
)

// $end
// $if modern
//| var supportedVersions = []string{version}
//|
//| const (
//| 	allowedMethods = "POST"
//| 	allowedHeaders = "Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name"
//| )
// $end

const (
	port = 8080
	path = "/mcp"
	// $allowedOrigin
	allowedOrigin = "https://api.example.com"
	// $heartbeatSeconds
	heartbeatSeconds = 15
	// $recycleSeconds
	recycleSeconds = 240
	// $drainSeconds
	drainSeconds = 300
	// $keepAliveSeconds
	keepAliveSeconds         = 620
	maxBodyBytes             = 64 * 1024
	demoSteps                = 20
	demoIntervalMilliseconds = 500
	demoChangeMilliseconds   = 60000
)

const (
	version = "2026-07-28"
	// $metaPrefix
	meta = "io.modelcontextprotocol/"
)

// $rpcCodes
const (
	parseError         = -32700
	invalidRequest     = -32600
	methodNotFound     = -32601
	invalidParams      = -32602
	headerMismatch     = -32020
	unsupportedVersion = -32022
)

type fields map[string]any

var (
	serverInfo   = fields{"name": "sample-server", "version": "1.0.0"}
	capabilities = fields{"tools": fields{"listChanged": true}}
)

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Data    any    `json:"data,omitempty"`
}

type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  fields          `json:"params,omitempty"`
	Result  any             `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
}

func (m message) text() string {
	m.JSONRPC = "2.0"
	text, _ := json.Marshal(m)
	return string(text)
}

func (m message) frame() string { return fmt.Sprintf("data: %s\n\n", m.text()) }

func (m message) meta() map[string]any {
	found, _ := m.Params["_meta"].(map[string]any)
	return found
}

// $reply
type reply struct {
	status  int
	message *message
}

var isStreamed = reply{}

func answer(m message, result fields) reply {
	return reply{http.StatusOK, &message{ID: m.ID, Result: result}}
}

func fail(status int, m message, code int, text string, data any) reply {
	return reply{status, &message{ID: m.ID, Error: &rpcError{code, text, data}}}
}

// $toolProblem
type toolProblem string

func (p toolProblem) Error() string { return string(p) }

func textOf(input map[string]any) (string, error) {
	text, ok := input["text"].(string)
	if !ok {
		return "", toolProblem(`"text" must be a string.`)
	}
	return text, nil
}

type reportFunc func(progress, total int, text string)

type tool struct {
	name        string
	description string
	// $toolHints
	annotations fields
	// $isLong
	isLong bool
	run    func(ctx context.Context, input map[string]any, report reportFunc) (string, error)
}

// $demo
var tools = []tool{
	{"greet", "Greets somebody · 你好", fields{"readOnlyHint": true}, false, greet},
	{"make_report", "Makes a report, step by step · 报告", fields{"readOnlyHint": true}, true, makeReport},
}

func greet(_ context.Context, input map[string]any, _ reportFunc) (string, error) {
	text, err := textOf(input)
	return fmt.Sprintf("Hello, %s · 你好 ✓", text), err
}

func makeReport(ctx context.Context, input map[string]any, report reportFunc) (string, error) {
	text, err := textOf(input)
	if err != nil {
		return "", err
	}
	for step := 1; step <= demoSteps; step++ {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(demoIntervalMilliseconds * time.Millisecond):
			report(step, demoSteps, fmt.Sprintf("%s · 第 %d 步 ✓", text, step))
		}
	}
	return fmt.Sprintf("%s: %d · 完成 ✓", text, demoSteps), nil
}

func findTool(m message) (found tool, ok bool) {
	for _, known := range tools {
		if known.name == m.Params["name"] {
			return known, true
		}
	}
	return tool{}, false
}

// $runTool
func runTool(ctx context.Context, t tool, m message, report reportFunc) fields {
	input, _ := m.Params["arguments"].(map[string]any)
	text, err := t.run(ctx, input, report)
	var problem toolProblem
	switch {
	case errors.As(err, &problem):
		text = problem.Error()
	case err != nil:
		text = "The tool failed."
		if ctx.Err() == nil {
			log.Print(err)
		}
	}
	return fields{"content": []fields{{"type": "text", "text": text}}, "isError": err != nil}
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

// $outbox
type outbox struct {
	mu         sync.Mutex
	frames     []string
	changed    chan struct{}
	isFinished bool
}

func newOutbox() *outbox { return &outbox{changed: make(chan struct{})} }

func (o *outbox) push(text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.frames = append(o.frames, text)
	close(o.changed)
	o.changed = make(chan struct{})
}

func (o *outbox) finish() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.isFinished = true
	close(o.changed)
	o.changed = make(chan struct{})
}

func (o *outbox) after(start int) (frames []string, changed <-chan struct{}, isFinished bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.frames[start:], o.changed, o.isFinished
}

// $if dual
type server struct {
	mu       sync.Mutex
	revision int
	feeds    map[*outbox]message
	sessions map[string]*session
	lastKey  int
	metrics  *metrics
	stopping context.Context
}

func newServer(stopping context.Context) *server {
	feeds, sessions := map[*outbox]message{}, map[string]*session{}
	return &server{revision: 1, feeds: feeds, sessions: sessions, metrics: newMetrics(), stopping: stopping}
}

// $end
// $if modern
//| type server struct {
//| 	mu       sync.Mutex
//| 	revision int
//| 	feeds    map[*outbox]message
//| 	metrics  *metrics
//| 	stopping context.Context
//| }
//|
//| func newServer(stopping context.Context) *server {
//| 	return &server{revision: 1, feeds: map[*outbox]message{}, metrics: newMetrics(), stopping: stopping}
//| }
// $end

func (s *server) listTools() []fields {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []fields
	for _, known := range tools {
		found = append(found, fields{
			"name":        known.name,
			"description": fmt.Sprintf("%s (%d)", known.description, s.revision),
			"annotations": known.annotations,
			"inputSchema": fields{
				"type":       "object",
				"properties": fields{"text": fields{"type": "string"}},
				"required":   []string{"text"},
			},
		})
	}
	return found
}

// $demoChange
func (s *server) changeTools() {
	for range time.Tick(demoChangeMilliseconds * time.Millisecond) {
		s.mu.Lock()
		s.revision++
		for out, change := range s.feeds {
			if change.Method != "" {
				out.push(change.frame())
			}
		}
		s.mu.Unlock()
	}
}

// $stream
type streamOptions struct {
	start     int
	recycles  bool
	isFeed    bool
	lastWords string
}

func (s *server) stream(w http.ResponseWriter, client context.Context, out *outbox, options streamOptions) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store, no-transform")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	// $accelBuffering
	w.Header().Set("X-Accel-Buffering", "no")
	s.metrics.count(1, "stream_open_connections")
	s.metrics.count(1, `stream_opens_total{resumed="%t"}`, options.start > 0)
	reason := s.sendFrames(w, client, out, options)
	s.metrics.count(-1, "stream_open_connections")
	s.metrics.count(1, `stream_closes_total{reason="%s"}`, reason)
}

func (s *server) sendFrames(
	w http.ResponseWriter, client context.Context, out *outbox, options streamOptions,
) (closeReason string) {
	opened, next, draining := time.Now(), options.start, s.stopping.Done()
	var beat, recycle <-chan time.Time
	if heartbeatSeconds > 0 {
		ticker := time.NewTicker(heartbeatSeconds * time.Second)
		defer ticker.Stop()
		beat = ticker.C
	}
	if options.recycles && recycleSeconds > 0 {
		// $recycle
		share := 0.9 + 0.2*rand.Float64()
		timer := time.NewTimer(time.Duration(share * float64(recycleSeconds*time.Second)))
		defer timer.Stop()
		recycle = timer.C
	}
	// $firstBytes
	fmt.Fprint(w, ": open\n\n")
	for {
		frames, changed, isFinished := out.after(next)
		for _, text := range frames {
			if next == 0 {
				s.metrics.countFirstByte(time.Since(opened).Seconds(), 1)
			}
			fmt.Fprint(w, text)
			next++
		}
		if isFinished {
			return "end"
		}
		w.(http.Flusher).Flush()
		select {
		case <-changed:
		case <-beat:
			fmt.Fprint(w, ": heartbeat\n\n")
			s.metrics.count(1, "stream_heartbeats_total")
		case <-recycle:
			fmt.Fprint(w, options.lastWords)
			return "recycle"
		case <-draining:
			// $drainFeeds
			draining, recycle = nil, nil
			if options.isFeed {
				recycle = time.After(time.Duration(rand.Float64() * float64(drainSeconds*time.Second)))
			}
		case <-client.Done():
			// $clientLeft
			return "client"
		}
	}
}

// $feeds
func (s *server) streamChanges(
	w http.ResponseWriter, client context.Context, out *outbox, change message, lastWords string,
) {
	s.mu.Lock()
	s.feeds[out] = change
	s.mu.Unlock()
	s.stream(w, client, out, streamOptions{recycles: true, isFeed: true, lastWords: lastWords})
	s.mu.Lock()
	delete(s.feeds, out)
	s.mu.Unlock()
}

// $startCall
func startCall(ctx context.Context, m message, t tool, out *outbox, add func(message), toResult func(fields) fields) {
	token := m.meta()["progressToken"]
	report := func(progress, total int, text string) {
		params := fields{"progressToken": token, "progress": progress, "total": total, "message": text}
		if token != nil {
			add(message{Method: "notifications/progress", Params: params})
		}
	}
	go func() {
		result := runTool(ctx, t, m, report)
		// $noAnswer
		if ctx.Err() == nil {
			add(message{ID: m.ID, Result: toResult(result)})
		}
		out.finish()
	}()
}

func callAtOnce(ctx context.Context, m message, t tool) fields {
	return runTool(ctx, t, m, func(int, int, string) {})
}

func unknownTool(m message) reply {
	return fail(http.StatusOK, m, invalidParams, fmt.Sprintf("Unknown tool: %v", m.Params["name"]), nil)
}

// $decodeHeader
func decodeHeader(value string) string {
	if !strings.HasPrefix(value, "=?base64?") || !strings.HasSuffix(value, "?=") {
		return value
	}
	text, _ := base64.StdEncoding.DecodeString(strings.TrimSuffix(strings.TrimPrefix(value, "=?base64?"), "?="))
	return string(text)
}

// $checkModern
func checkModern(r *http.Request, m message) (refused reply, isRefused bool) {
	asked, claimed := r.Header.Get("MCP-Protocol-Version"), m.meta()[meta+"protocolVersion"]
	_, hasCapabilities := m.meta()[meta+"clientCapabilities"].(map[string]any)
	mismatch := ""
	switch {
	case asked == "":
		mismatch = "The header MCP-Protocol-Version is missing"
	case claimed != nil && claimed != asked:
		mismatch = "MCP-Protocol-Version and body differ"
	case asked != version:
		data := fields{"supported": supportedVersions, "requested": asked}
		return fail(http.StatusBadRequest, m, unsupportedVersion, "Unsupported protocol version", data), true
	case claimed == nil || !hasCapabilities:
		text := fmt.Sprintf("_meta needs %sprotocolVersion and %sclientCapabilities", meta, meta)
		return fail(http.StatusBadRequest, m, invalidParams, text, nil), true
	case r.Header.Get("Mcp-Method") != m.Method:
		mismatch = "Mcp-Method and body differ"
	case m.Method == "tools/call" && decodeHeader(r.Header.Get("Mcp-Name")) != m.Params["name"]:
		mismatch = "Mcp-Name and body differ"
	default:
		return reply{}, false
	}
	text := fmt.Sprintf("%s. Supported versions: %s", mismatch, strings.Join(supportedVersions, ", "))
	return fail(http.StatusBadRequest, m, headerMismatch, text, nil), true
}

func complete(result fields) fields {
	whole := fields{"resultType": "complete", "_meta": fields{meta + "serverInfo": serverInfo}}
	for name, value := range result {
		whole[name] = value
	}
	return whole
}

// $cacheable
func cacheable(result fields) fields {
	result["ttlMs"], result["cacheScope"] = 0, "private"
	return complete(result)
}

// $serveModern
func (s *server) serveModern(w http.ResponseWriter, r *http.Request, m message) reply {
	if m.ID == nil {
		return reply{status: http.StatusAccepted}
	}
	if refused, isRefused := checkModern(r, m); isRefused {
		return refused
	}
	switch m.Method {
	case "server/discover":
		return answer(m, cacheable(fields{"supportedVersions": supportedVersions, "capabilities": capabilities}))
	case "tools/list":
		return answer(m, cacheable(fields{"tools": s.listTools()}))
	case "tools/call":
		return s.callModern(w, r, m)
	case "subscriptions/listen":
		return s.listen(w, r, m)
	}
	return fail(http.StatusNotFound, m, methodNotFound, "Unknown method: "+m.Method, nil)
}

func (s *server) callModern(w http.ResponseWriter, r *http.Request, m message) reply {
	found, ok := findTool(m)
	if !ok {
		return unknownTool(m)
	}
	if !found.isLong {
		return answer(m, complete(callAtOnce(r.Context(), m, found)))
	}
	out := newOutbox()
	// $closeIsCancel
	startCall(r.Context(), m, found, out, func(sent message) { out.push(sent.frame()) }, complete)
	s.stream(w, r.Context(), out, streamOptions{})
	return isStreamed
}

// $listen
func (s *server) listen(w http.ResponseWriter, r *http.Request, m message) reply {
	notifications, ok := m.Params["notifications"].(map[string]any)
	if !ok {
		return fail(http.StatusBadRequest, m, invalidParams, `"notifications" is missing`, nil)
	}
	subscription := fields{meta + "subscriptionId": m.ID}
	agreed, change := fields{}, message{}
	if notifications["toolsListChanged"] == true {
		agreed["toolsListChanged"] = true
		change = message{Method: "notifications/tools/list_changed", Params: fields{"_meta": subscription}}
	}
	out := newOutbox()
	params := fields{"_meta": subscription, "notifications": agreed}
	out.push(message{Method: "notifications/subscriptions/acknowledged", Params: params}.frame())
	ended := complete(fields{"_meta": fields{meta + "serverInfo": serverInfo, meta + "subscriptionId": m.ID}})
	s.streamChanges(w, r.Context(), out, change, message{ID: m.ID, Result: ended}.frame())
	return isStreamed
}

// $if dual
type call struct {
	key       int
	out       *outbox
	stop      context.CancelFunc
	leave     context.CancelFunc
	readers   int
	abandoned *time.Timer
}

// $sessions
type session struct {
	version   string
	usedAt    time.Time
	calls     map[string]*call
	leaveFeed context.CancelFunc
}

func isLegacy(version string) bool {
	for _, known := range legacyVersions {
		if known == version {
			return true
		}
	}
	return false
}

// $isModern
func isModern(r *http.Request, m message) bool {
	if _, claims := m.meta()[meta+"protocolVersion"]; claims {
		return true
	}
	hasSession := isLegacy(r.Header.Get("MCP-Protocol-Version")) || r.Header.Get("Mcp-Session-Id") != ""
	return m.Method != "initialize" && !hasSession
}

func (s *server) endSession(id string) {
	ended := s.sessions[id]
	delete(s.sessions, id)
	for _, known := range ended.calls {
		known.stop()
	}
	if ended.leaveFeed != nil {
		ended.leaveFeed()
	}
}

func (s *server) initialize(w http.ResponseWriter, m message) reply {
	// $negotiate
	agreed, _ := m.Params["protocolVersion"].(string)
	if !isLegacy(agreed) {
		agreed = legacyVersions[0]
	}
	random := make([]byte, 16)
	if _, err := cryptorand.Read(random); err != nil {
		return reply{status: http.StatusInternalServerError}
	}
	id := hex.EncodeToString(random)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[id] = &session{version: agreed, usedAt: time.Now(), calls: map[string]*call{}}
	if len(s.sessions) > maxSessions {
		oldest := id
		for known, candidate := range s.sessions {
			if candidate.usedAt.Before(s.sessions[oldest].usedAt) {
				oldest = known
			}
		}
		s.endSession(oldest)
	}
	// $exposeHeaders
	w.Header().Set("Access-Control-Expose-Headers", "Mcp-Session-Id")
	w.Header().Set("Mcp-Session-Id", id)
	result := fields{"protocolVersion": agreed, "capabilities": capabilities, "serverInfo": serverInfo}
	return answer(m, result)
}

// $findSession
func (s *server) findSession(r *http.Request) (found *session, status int) {
	id := r.Header.Get("Mcp-Session-Id")
	if id == "" {
		return nil, http.StatusBadRequest
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found = s.sessions[id]
	if found == nil {
		return nil, http.StatusNotFound
	}
	// $recentlyUsed
	found.usedAt = time.Now()
	if asked := r.Header.Get("MCP-Protocol-Version"); asked != "" && !isLegacy(asked) {
		return nil, http.StatusBadRequest
	}
	return found, http.StatusOK
}

func (s *server) serveSession(w http.ResponseWriter, r *http.Request, m message) reply {
	if m.Method == "initialize" && m.ID != nil {
		return s.initialize(w, m)
	}
	current, status := s.findSession(r)
	if current == nil {
		return reply{status: status}
	}
	if m.Method == "notifications/cancelled" {
		// $cancelled
		id, _ := json.Marshal(m.Params["requestId"])
		s.mu.Lock()
		defer s.mu.Unlock()
		if known := current.calls[string(id)]; known != nil {
			known.stop()
		}
	}
	switch {
	case m.ID == nil:
		return reply{status: http.StatusAccepted}
	case m.Method == "ping":
		return answer(m, fields{})
	case m.Method == "tools/list":
		return answer(m, fields{"tools": s.listTools()})
	case m.Method == "tools/call":
		return s.callLegacy(w, r, current, m)
	}
	return fail(http.StatusOK, m, methodNotFound, "Unknown method: "+m.Method, nil)
}

func (s *server) callLegacy(w http.ResponseWriter, r *http.Request, current *session, m message) reply {
	found, ok := findTool(m)
	if !ok {
		return unknownTool(m)
	}
	if !found.isLong {
		return answer(m, callAtOnce(r.Context(), m, found))
	}
	ctx, stop := context.WithCancel(context.Background())
	out := newOutbox()
	s.mu.Lock()
	s.lastKey++
	started := &call{key: s.lastKey, out: out, stop: stop, leave: func() {}}
	current.calls[string(m.ID)] = started
	s.mu.Unlock()
	push := func(text string) {
		frames, _, _ := out.after(0)
		out.push(fmt.Sprintf("id: %d.%d\n%s", started.key, len(frames), text))
	}
	// $priming
	if current.version != "2025-06-18" {
		push("data:\n\n")
	}
	add := func(sent message) { push(sent.frame()) }
	startCall(ctx, m, found, out, add, func(result fields) fields { return result })
	s.followCall(w, r, current, string(m.ID), started, 0)
	return isStreamed
}

// $followCall
func (s *server) followCall(w http.ResponseWriter, r *http.Request, current *session, id string, c *call, start int) {
	client, leave := context.WithCancel(r.Context())
	defer leave()
	s.mu.Lock()
	c.leave()
	c.leave = leave
	c.readers++
	if c.abandoned != nil {
		c.abandoned.Stop()
	}
	s.mu.Unlock()
	s.stream(w, client, c.out, streamOptions{
		start: start,
		// $noRecycle
		recycles:  current.version != "2025-06-18",
		lastWords: fmt.Sprintf("retry: %d\n\n", 500+rand.Intn(1500)),
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	c.readers--
	if c.readers == 0 {
		// $abandoned
		c.abandoned = time.AfterFunc(resumeSeconds*time.Second, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			c.stop()
			delete(current.calls, id)
		})
	}
}

func (s *server) findCall(current *session, position string) (id string, found *call, start int) {
	var key, index int
	if _, err := fmt.Sscanf(position, "%d.%d", &key, &index); err != nil || index < 0 {
		return "", nil, 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, known := range current.calls {
		if frames, _, _ := known.out.after(0); known.key == key && index < len(frames) {
			return id, known, index + 1
		}
	}
	return "", nil, 0
}

// $openFeed
func (s *server) openFeed(w http.ResponseWriter, r *http.Request) reply {
	current, status := s.findSession(r)
	if current == nil {
		return reply{status: status}
	}
	if !strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		return reply{status: http.StatusNotAcceptable}
	}
	if position := r.Header.Get("Last-Event-ID"); position != "" {
		id, found, start := s.findCall(current, position)
		if found == nil {
			// $unknownPosition
			return reply{status: http.StatusBadRequest}
		}
		s.followCall(w, r, current, id, found, start)
		return isStreamed
	}
	client, leave := context.WithCancel(r.Context())
	defer leave()
	s.mu.Lock()
	if current.leaveFeed != nil {
		current.leaveFeed()
	}
	current.leaveFeed = leave
	s.mu.Unlock()
	s.streamChanges(w, client, newOutbox(), message{Method: "notifications/tools/list_changed"}, "")
	return isStreamed
}

func (s *server) serve(w http.ResponseWriter, r *http.Request) reply {
	switch r.Method {
	case http.MethodGet:
		return s.openFeed(w, r)
	case http.MethodDelete:
		current, status := s.findSession(r)
		if current == nil {
			return reply{status: status}
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.endSession(r.Header.Get("Mcp-Session-Id"))
		return reply{status: http.StatusNoContent}
	}
	m, refused, ok := readMessage(w, r)
	switch {
	case !ok:
		return refused
	case isModern(r, m):
		return s.serveModern(w, r, m)
	}
	return s.serveSession(w, r, m)
}

// $end
// $if modern
//| func (s *server) serve(w http.ResponseWriter, r *http.Request) reply {
//| 	m, refused, ok := readMessage(w, r)
//| 	if !ok {
//| 		return refused
//| 	}
//| 	return s.serveModern(w, r, m)
//| }
// $end

// $readMessage
func readMessage(w http.ResponseWriter, r *http.Request) (m message, refused reply, ok bool) {
	accept := r.Header.Get("Accept")
	// $jsonOnly
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return m, reply{status: http.StatusUnsupportedMediaType}, false
	}
	// $bothTypes
	if !strings.Contains(accept, "application/json") || !strings.Contains(accept, "text/event-stream") {
		return m, reply{status: http.StatusNotAcceptable}, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if err != nil {
		return m, reply{status: http.StatusRequestEntityTooLarge}, false
	}
	if !json.Valid(body) {
		return m, fail(http.StatusBadRequest, m, parseError, "The body is not JSON", nil), false
	}
	// $oneMessage
	if json.Unmarshal(body, &m) != nil || m.JSONRPC != "2.0" || m.Method == "" || !isID(m.ID) {
		text := "The body is not one JSON-RPC request or notification"
		return m, fail(http.StatusBadRequest, message{}, invalidRequest, text, nil), false
	}
	return m, reply{}, true
}

func isID(id json.RawMessage) bool {
	_, err := strconv.ParseInt(string(id), 10, 64)
	return id == nil || id[0] == '"' || err == nil
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" && origin != allowedOrigin {
		// $foreignOrigin
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Access-Control-Allow-Origin", allowedOrigin)
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	if r.Method == http.MethodOptions {
		// $preflight
		w.Header().Set("Access-Control-Allow-Methods", allowedMethods)
		w.Header().Set("Access-Control-Allow-Headers", allowedHeaders)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	// $authenticate
	if !strings.Contains(allowedMethods, r.Method) {
		// $methodNotAllowed
		w.Header().Set("Allow", allowedMethods)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	switch replied := s.serve(w, r); {
	case replied == isStreamed:
	case replied.message == nil:
		w.WriteHeader(replied.status)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(replied.status)
		fmt.Fprint(w, replied.message.text())
	}
}

func main() {
	stopping, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	s := newServer(stopping)
	go s.changeTools()
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

	// $drain
	<-stopping.Done()
	giveUp, cancel := context.WithTimeout(context.Background(), (drainSeconds+1)*time.Second)
	defer cancel()
	if err := httpServer.Shutdown(giveUp); err != nil {
		httpServer.Close()
	}
}
