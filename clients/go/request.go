package lectern

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	firstPause    = 300 * time.Millisecond
	longestPause  = 30 * time.Second
	maxReplyBytes = 16 << 20
)

// keyed matches the paths whose POST takes an Idempotency-Key.
var keyed = regexp.MustCompile(`^/api/v1/(accounts(/[^/]+/setup-link)?|api-keys|contests(/[^/]+/(copies|notices))?|groups|people-import|setup-links|signing-keys|tasks|webhooks)$`)

// harmless matches those whose POST may come twice without a key.
var harmless = regexp.MustCompile(`^/api/v1/(granted-urls|tasks/[^/]+/documents/[^/]+/complete)$`)

type request struct {
	method, path string
	header       http.Header
	body         []byte
	repeatable   bool
}

func newRequest(method, path string, body any) (*request, error) {
	bare, _, _ := strings.Cut(path, "?")
	segments := strings.Split(bare, "/")
	if segments[0] != "" || slices.ContainsFunc(segments[1:], func(segment string) bool {
		return segment == "" || segment == "." || segment == ".."
	}) {
		return nil, fmt.Errorf("lectern: the path %q has an empty segment or one of dots: is an id missing?", path)
	}
	sent := &request{
		method:     method,
		path:       path,
		header:     http.Header{"Accept": {"application/json"}},
		repeatable: method != http.MethodPost && method != http.MethodPatch,
	}
	if method == http.MethodPost && keyed.MatchString(bare) {
		IdempotencyKey(rand.Text())(sent)
	}
	if method == http.MethodPost && harmless.MatchString(bare) {
		sent.repeatable = true
	}
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("lectern: the body cannot be encoded: %w", err)
		}
		sent.body = encoded
		sent.header.Set("Content-Type", "application/json")
	}
	return sent, nil
}

// send returns the body of a reply whose status is 2xx. It sends the request again where that is safe and may help,
// after the pause that Retry-After asks for or a growing one.
func (c *Client) send(ctx context.Context, sent *request) ([]byte, error) {
	for attempt := 1; ; attempt++ {
		content, err := c.sendOnce(ctx, sent)
		if err == nil {
			return content, nil
		}
		var failed *Error
		if !errors.As(err, &failed) || !sent.repeatable || attempt >= c.Attempts || !failed.passing() {
			return nil, err
		}
		pause := time.Duration(float64(firstPause<<(attempt-1)) * (0.5 + mathrand.Float64()))
		if seconds, _ := failed.Facts["retryAfterSeconds"].(float64); seconds > longestPause.Seconds() {
			return nil, err
		} else if seconds > 0 {
			pause = time.Duration(seconds * float64(time.Second))
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
}

// passing says whether the same request may succeed in a moment.
func (e *Error) passing() bool {
	switch e.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return e.Code == "network" || e.Code == "request-in-progress"
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

func (c *Client) sendOnce(ctx context.Context, sent *request) ([]byte, error) {
	header := sent.header.Clone()
	if c.token != "" {
		header.Set("Authorization", "Bearer "+c.token)
	}
	body := io.NewSectionReader(bytes.NewReader(sent.body), 0, int64(len(sent.body)))
	response, content, err := c.exchange(ctx, sent.method, c.base+sent.path, header, body, c.Timeout)
	if err != nil {
		return nil, err
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return nil, errorOf(response, content)
	}
	return content, nil
}

// exchange sends one request, follows no redirect, and reads the whole reply. It fails when nothing moves for longer
// than idle.
func (c *Client) exchange(ctx context.Context, method, address string, header http.Header, body *io.SectionReader, idle time.Duration) (*http.Response, []byte, error) {
	limited, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	silent := fmt.Errorf("nothing moved for %v", idle)
	timer := time.AfterFunc(idle, func() { cancel(silent) })
	defer timer.Stop()
	moving := func(reader io.Reader) io.Reader { return movedReader{reader, func() { timer.Reset(idle) }} }

	request, err := http.NewRequestWithContext(limited, method, address, http.NoBody)
	if err != nil {
		return nil, nil, fmt.Errorf("lectern: %w", err)
	}
	request.Header = header
	if size := body.Size(); size > 0 {
		request.Body = io.NopCloser(moving(body))
		request.ContentLength = size
	}
	web := http.Client{
		Transport:     c.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := web.Do(request)
	if err == nil {
		defer response.Body.Close()
		var content []byte
		content, err = io.ReadAll(io.LimitReader(moving(response.Body), maxReplyBytes+1))
		if len(content) > maxReplyBytes {
			return nil, nil, &Error{
				Code:   "reply-unreadable",
				Detail: fmt.Sprintf("The reply has more than %d bytes: ask for less at once.", maxReplyBytes),
				Status: response.StatusCode,
			}
		}
		if err == nil {
			return response, content, nil
		}
	}
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	// Its text has the URL, which may be signed.
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err
	}
	if cause := context.Cause(limited); cause != nil {
		err = cause
	}
	return nil, nil, &Error{
		Code:   "network",
		Detail: fmt.Sprintf("The server could not be reached, or the connection broke: %v.", err),
		cause:  err,
	}
}

type movedReader struct {
	reader io.Reader
	moved  func()
}

func (r movedReader) Read(buffer []byte) (int, error) {
	r.moved()
	return r.reader.Read(buffer)
}
