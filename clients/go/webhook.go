package lectern

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const webhookTolerance = 5 * time.Minute

// WebhookEvent is an event that Lectern sent to a webhook, as openapi.json describes it under "webhooks".
type WebhookEvent struct {
	Type      string             `json:"type"`
	Timestamp time.Time          `json:"timestamp"`
	Data      map[string]*string `json:"data"`
}

// VerifyWebhook verifies a request of a webhook (Standard Webhooks, version 1), whose body is unchanged. The secret is the one
// that Lectern showed once ("whsec_…"). It fails if no signature is right, or the request is more than five minutes from now.
func VerifyWebhook(secret string, header http.Header, body []byte, now time.Time) (*WebhookEvent, error) {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > webhookTolerance {
		return nil, errors.New("lectern: the time of the webhook is missing, or more than five minutes off")
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 {
		return nil, errors.New("lectern: the secret of the webhook is not one that Lectern showed")
	}
	signing := hmac.New(sha256.New, key)
	signing.Write([]byte(id + "." + timestamp + "."))
	signing.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(signing.Sum(nil)))
	for signature := range strings.SplitSeq(header.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(signature), expected) {
			event := new(WebhookEvent)
			return event, json.Unmarshal(body, event)
		}
	}
	return nil, errors.New("lectern: the webhook is not signed with this secret")
}
