package lectern_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lectern"
)

func newClient(t *testing.T, url string) *lectern.Client {
	t.Helper()
	client, err := lectern.NewClient(url, "")
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestContextEndsThePauseBetweenAttempts(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	left := errors.New("the reader has left")
	var requests int
	server := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) {
		requests++
		writer.Header().Set("Retry-After", "29")
		writer.WriteHeader(http.StatusServiceUnavailable)
		cancel(left)
	}))
	defer server.Close()
	if err := newClient(t, server.URL).Get(ctx, lectern.Path("me"), nil); !errors.Is(err, left) {
		t.Errorf("got %v, want the cause of the context", err)
	}
	if requests != 1 {
		t.Errorf("got %d requests, want 1", requests)
	}
}

func TestNetworkErrorHasItsCauseAndNotItsURL(t *testing.T) {
	client := newClient(t, "http://127.0.0.1:1")
	client.Attempts = 1
	err := client.Get(t.Context(), lectern.Path("tasks", "secret"), nil)
	var failed *lectern.Error
	if !errors.As(err, &failed) || failed.Code != "network" {
		t.Fatalf("got %v, want a network error", err)
	}
	if cause := (*net.OpError)(nil); !errors.As(err, &cause) {
		t.Errorf("%v does not wrap its cause", err)
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("%v shows the URL", err)
	}
}

func TestTokenThatNoHeaderCanCarryIsRefusedWithoutShowingIt(t *testing.T) {
	_, err := lectern.NewClient("https://lectern.example.org", "secret\n")
	if err == nil || !strings.Contains(err.Error(), "line break") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestExtTakesNumbersAndStrings(t *testing.T) {
	for got, want := range map[string]string{
		lectern.Ext(int64(1) << 62):                 "ext:4611686018427387904",
		lectern.Ext("a b/c"):                        "ext:a b/c",
		lectern.Path("tasks", lectern.Ext("a b/c")): "/api/v1/tasks/ext:a%20b%2Fc",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
