package lectern

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Error is what went wrong with a request. Programs read its Code, never its Detail:
//
//	var refused *lectern.Error
//	if errors.As(err, &refused) && refused.Code == "not-open-yet" {
//		fmt.Println("It opens at", refused.Facts["opensAt"])
//	}
type Error struct {
	// Code is a code of the API, which a server lists at /manual/errors, or one of this package: "network",
	// "reply-unreadable", "upload-failed", "would-remove".
	Code string
	// Detail tells a person what to do.
	Detail string
	// Status is that of HTTP; 0 without a reply.
	Status int
	// RequestID finds the request in the log of the server.
	RequestID string
	// Facts are the other members of the problem (RFC 9457), as encoding/json decodes them, and "retryAfterSeconds".
	Facts map[string]any

	cause error
}

func (e *Error) Error() string {
	if e.RequestID == "" {
		return fmt.Sprintf("%s: %s", e.Code, e.Detail)
	}
	return fmt.Sprintf("%s: %s (request %s)", e.Code, e.Detail, e.RequestID)
}

// Unwrap returns the cause of a "network" error, for errors.Is.
func (e *Error) Unwrap() error { return e.cause }

// UnmarshalJSON reads problem details (RFC 9457).
func (e *Error) UnmarshalJSON(content []byte) error {
	var problem struct {
		Code, Detail, Title, RequestID string
		Status                         int
	}
	if err := json.Unmarshal(content, &problem); err != nil {
		return err
	}
	var facts map[string]any
	if err := json.Unmarshal(content, &facts); err != nil {
		return err
	}
	for _, name := range []string{"type", "title", "status", "code", "detail", "requestId"} {
		delete(facts, name)
	}
	*e = Error{
		Code:      problem.Code,
		Detail:    problem.Detail,
		Status:    problem.Status,
		RequestID: problem.RequestID,
		Facts:     facts,
	}
	if e.Detail == "" {
		e.Detail = problem.Title
	}
	return nil
}

// errorOf returns the error of a reply whose status is not 2xx.
func errorOf(response *http.Response, content []byte) *Error {
	problem := &Error{}
	switch err := json.Unmarshal(content, problem); {
	case response.StatusCode < 400:
		*problem = Error{
			Code:   "reply-unreadable",
			Detail: "The server redirects to another address: use that as the base URL. The token is not sent there.",
		}
	case err != nil || problem.Code == "":
		*problem = Error{
			Code:   "reply-unreadable",
			Detail: fmt.Sprintf("The server answered with status %d, but not as Lectern does: check the base URL.", response.StatusCode),
		}
	}
	problem.Status = response.StatusCode
	if seconds, ok := retryAfter(response.Header); ok {
		if problem.Facts == nil {
			problem.Facts = map[string]any{}
		}
		problem.Facts["retryAfterSeconds"] = seconds
	}
	return problem
}

// retryAfter reads the seconds of Retry-After, a number or a date (RFC 9110 §10.2.3). A date counts from the Date of
// the reply, so that the clock of this machine need not be right.
func retryAfter(header http.Header) (seconds float64, ok bool) {
	value := header.Get("Retry-After")
	if number, err := strconv.ParseUint(value, 10, 32); err == nil {
		return float64(number), true
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	from, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		from = time.Now()
	}
	return max(0, until.Sub(from).Seconds()), true
}
