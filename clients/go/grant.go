package lectern

import (
	"context"
	"time"
)

// maxWishes is how many the API takes at once.
const maxWishes = 100

// Reader is someone of your platform.
type Reader struct {
	ExternalID    string `json:"externalId"`
	Name          string `json:"name,omitempty"`
	Email         string `json:"email,omitempty"`
	EmailVerified *bool  `json:"emailVerified,omitempty"`
}

// URLWish asks for a URL for someone who may read a task now, as your platform knows.
type URLWish struct {
	TaskID string `json:"taskId"`
	Reader Reader `json:"reader"`
	// Language is a BCP 47 tag; default: the main language of the task.
	Language string `json:"language,omitempty"`
	// Disposition is "inline" or "attachment".
	Disposition string `json:"disposition,omitempty"`
	// ValidUntil ends the URL sooner than its usual lifetime.
	ValidUntil *time.Time `json:"validUntil,omitempty"`
}

// GrantedURL is a signed URL, or why there is none.
type GrantedURL struct {
	// Outcome is "issued" or "refused".
	Outcome string `json:"outcome"`
	TaskID  string `json:"taskId"`
	// TaskExternalID is your id of the task; empty if it has none.
	TaskExternalID string `json:"taskExternalId"`
	// DescriptionPDFURL is empty if the task has no PDF.
	DescriptionPDFURL          string    `json:"descriptionPdfUrl"`
	DescriptionPDFURLExpiresAt time.Time `json:"descriptionPdfUrlExpiresAt"`
	Language                   string    `json:"language"`
	// Problem is nil unless the outcome is "refused".
	Problem *Error `json:"problem"`
}

// GrantURLs returns URLs in the order of the wishes. It requests 100 at a time. The token must be an API key with the
// scope "grant".
func (c *Client) GrantURLs(ctx context.Context, wishes []URLWish) ([]GrantedURL, error) {
	var granted []GrantedURL
	for start := 0; start < len(wishes); start += maxWishes {
		batch := wishes[start:min(start+maxWishes, len(wishes))]
		var reply struct{ Items []GrantedURL }
		err := c.Post(ctx, Path("granted-urls"), map[string]any{"items": batch}, &reply)
		if err != nil {
			return nil, err
		}
		granted = append(granted, reply.Items...)
	}
	return granted, nil
}
