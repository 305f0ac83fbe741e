package lectern_test

import (
	"net/http"
	"testing"
	"time"

	"lectern"
)

// The example of the specification of Standard Webhooks.
const (
	exampleSecret    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	exampleBody      = `{"test": 2432232314}`
	exampleSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
)

func TestVerifyWebhook(t *testing.T) {
	sent := time.Unix(1614265330, 0)
	for name, each := range map[string]struct {
		secret, signature, body string
		now                     time.Time
		valid                   bool
	}{
		"the example":          {exampleSecret, exampleSignature, exampleBody, sent, true},
		"one of two":           {exampleSecret, "v1,b2xk " + exampleSignature, exampleBody, sent, true},
		"just in time":         {exampleSecret, exampleSignature, exampleBody, sent.Add(5 * time.Minute), true},
		"too late":             {exampleSecret, exampleSignature, exampleBody, sent.Add(301 * time.Second), false},
		"too early":            {exampleSecret, exampleSignature, exampleBody, sent.Add(-301 * time.Second), false},
		"another body":         {exampleSecret, exampleSignature, exampleBody + " ", sent, false},
		"another secret":       {"whsec_AAAA", exampleSignature, exampleBody, sent, false},
		"no secret":            {"", exampleSignature, exampleBody, sent, false},
		"no signature":         {exampleSecret, "", exampleBody, sent, false},
		"an unknown signature": {exampleSecret, "v2" + exampleSignature[2:], exampleBody, sent, false},
	} {
		header := http.Header{}
		header.Set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
		header.Set("webhook-timestamp", "1614265330")
		header.Set("webhook-signature", each.signature)
		_, err := lectern.VerifyWebhook(each.secret, header, []byte(each.body), each.now)
		if (err == nil) != each.valid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
