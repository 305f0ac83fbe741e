// Package lectern calls the API of Lectern, which lets the right people open a private PDF for a few minutes through
// a short-lived signed URL. It needs only the standard library.
//
//	client, err := lectern.NewClient("https://lectern.example.org", os.Getenv("LECTERN_API_KEY"))
//	…
//	task := lectern.Ext(42)
//	err = client.Put(ctx, lectern.Path("tasks", task), map[string]any{"title": "Sum of squares"}, nil)
//	…
//	version, err := client.UploadDocument(ctx, task, lectern.Upload{Language: "en", File: "sum.en.pdf"})
//
// Calls fail with an [*Error], or with the cause of their context when it ends first. The paths, bodies and replies
// are those of openapi.json, which every server shows at /docs.
package lectern

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client calls the API for the owner of one token. It is safe for concurrent use. Do not change its fields during a call.
type Client struct {
	// Timeout is how long an attempt may go without a byte of the reply before it has failed.
	Timeout time.Duration
	// Attempts is how often a request is sent at most that is safe to repeat.
	Attempts int
	// Transport sends all requests, also those to the storage.
	Transport http.RoundTripper

	base, token string
}

// NewClient returns a client with a timeout of 15 seconds and three attempts. The token is an API key, a JWT of your
// platform or the token of a session. It fails if baseURL is not a plain http or https URL, or if no header can carry
// the token.
func NewClient(baseURL, token string) (*Client, error) {
	base, err := url.Parse(baseURL)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return nil, fmt.Errorf("lectern: the base URL must be an http or https URL, as in https://lectern.example.org")
	}
	if base.User != nil || strings.ContainsAny(baseURL, "?#") {
		return nil, fmt.Errorf("lectern: the base URL must have no query, fragment or password, as in https://lectern.example.org")
	}
	for _, character := range token {
		if character <= ' ' || character > '~' {
			return nil, fmt.Errorf("lectern: the token has a space, a line break or another character that no header can carry; remove it")
		}
	}
	return &Client{
		Timeout:   15 * time.Second,
		Attempts:  3,
		Transport: http.DefaultTransport,
		base:      strings.TrimRight(baseURL, "/"),
		token:     token,
	}, nil
}

// Ext returns how the API is told an id of your platform: "ext:42".
func Ext[ID int64 | int | string](id ID) string { return fmt.Sprint("ext:", id) }

// Path returns a path of the API from its segments, percent-encoded: Path("tasks", Ext(42)).
func Path(segments ...string) string {
	path := "/api/v1"
	for _, segment := range segments {
		path += "/" + url.PathEscape(segment)
	}
	return path
}

// Option is an option of one request.
type Option func(*request)

// IfMatch makes a change only while the etag is current. Otherwise it fails as "precondition-failed".
func IfMatch(etag string) Option {
	return func(r *request) {
		r.header.Set("If-Match", etag)
		r.repeatable = false // the first attempt may have changed the etag
	}
}

// IdempotencyKey has a request done once however often it is sent, also by later calls with this key within a day. By
// default each POST that creates something has a random one.
func IdempotencyKey(key string) Option {
	return func(r *request) {
		// A string of structured fields (RFC 8941 §3.3.3).
		r.header.Set("Idempotency-Key", `"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key)+`"`)
		r.repeatable = true
	}
}

// Get decodes the reply into reply, unless it is nil.
func (c *Client) Get(ctx context.Context, path string, reply any) error {
	return c.call(ctx, http.MethodGet, path, nil, reply, nil)
}

// Post sends body as JSON, unless it is nil. It is repeated only where the API does the work once: what creates
// something has an idempotency key.
func (c *Client) Post(ctx context.Context, path string, body, reply any, options ...Option) error {
	return c.call(ctx, http.MethodPost, path, body, reply, options)
}

// Put says how something is to be. Doing it again changes nothing.
func (c *Client) Put(ctx context.Context, path string, body, reply any, options ...Option) error {
	return c.call(ctx, http.MethodPut, path, body, reply, options)
}

// Patch changes the fields that body has. It is sent once.
func (c *Client) Patch(ctx context.Context, path string, body, reply any, options ...Option) error {
	return c.call(ctx, http.MethodPatch, path, body, reply, options)
}

// Delete removes something. If the reply to an attempt was lost, the next one can fail as "not-found".
func (c *Client) Delete(ctx context.Context, path string, options ...Option) error {
	return c.call(ctx, http.MethodDelete, path, nil, nil, options)
}

// Pages yields the items of a list, page by page, and requests each page when you ask for it. The last yield has the
// error, if there is one.
func Pages[Item any](ctx context.Context, client *Client, path string) iter.Seq2[[]Item, error] {
	return func(yield func([]Item, error) bool) {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		for at := path; ; {
			var page struct {
				Items      []Item
				NextCursor *string
			}
			if err := client.Get(ctx, at, &page); err != nil {
				yield(nil, err)
				return
			}
			if !yield(page.Items, nil) || page.NextCursor == nil {
				return
			}
			at = path + separator + "cursor=" + url.QueryEscape(*page.NextCursor)
		}
	}
}

func (c *Client) call(ctx context.Context, method, path string, body, reply any, options []Option) error {
	sent, err := newRequest(method, path, body)
	if err != nil {
		return err
	}
	for _, option := range options {
		option(sent)
	}
	content, err := c.send(ctx, sent)
	if err != nil || reply == nil || len(content) == 0 {
		return err
	}
	if err := json.Unmarshal(content, reply); err != nil {
		return &Error{Code: "reply-unreadable", Detail: "The server did not reply with the JSON that was expected.", cause: err}
	}
	return nil
}
