package lectern

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

const (
	uploadAttempts    = 3
	firstUploadPause  = time.Second
	uploadIdleTimeout = time.Minute
)

// Upload says which PDF a language of a task gets.
type Upload struct {
	// Language is a BCP 47 tag.
	Language string
	// File is the path of the PDF.
	File string
	// FileName is how readers save it; default: the name of File.
	FileName string
	// Reason tells readers why it replaces another version: a line for each language.
	Reason map[string]string
}

// Version is a version of a document.
type Version struct {
	// Outcome is "uploaded", or "unchanged" if the current version is the same file.
	Outcome   string `json:"outcome"`
	VersionID string `json:"versionId"`
	Language  string `json:"language"`
	FileName  string `json:"fileName"`
	// Size is in bytes.
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// Pages is nil if they were not counted.
	Pages *int `json:"pages"`
}

// errBroken means that an upload may be sent again.
var errBroken = errors.New("the connection broke during the upload")

// UploadDocument makes a PDF the current version of its language. It hashes the file, announces it, streams it to the
// storage, which does not see the token, and completes it. If the current version is the same file, nothing is sent.
// The file is announced and sent again when the connection breaks. Errors have the code "upload-failed" if the storage
// refuses the file, or one of the API.
func (c *Client) UploadDocument(ctx context.Context, taskID string, upload Upload) (*Version, error) {
	file, err := os.Open(upload.File)
	if err != nil {
		return nil, fmt.Errorf("lectern: %w", err)
	}
	defer file.Close()
	hash := sha256.New()
	size, err := io.Copy(hash, file)
	if err != nil {
		return nil, fmt.Errorf("lectern: %w", err)
	}
	if upload.FileName == "" {
		upload.FileName = filepath.Base(upload.File)
	}
	document := map[string]any{
		"fileName": upload.FileName,
		"size":     size,
		"sha256":   hex.EncodeToString(hash.Sum(nil)),
	}
	for attempt := 1; ; attempt++ {
		var put struct {
			Outcome string
			Version *Version
			Upload  struct {
				VersionID, UploadURL string
				UploadHeaders        map[string]string
			}
		}
		if err := c.Put(ctx, Path("tasks", taskID, "documents", upload.Language), document, &put); err != nil {
			return nil, err
		}
		if put.Version != nil {
			put.Version.Outcome = put.Outcome
			return put.Version, nil
		}
		err := c.putBytes(ctx, put.Upload.UploadURL, put.Upload.UploadHeaders, io.NewSectionReader(file, 0, size))
		if err == nil {
			return c.completeUpload(ctx, taskID, put.Upload.VersionID, upload.Reason)
		}
		if !errors.Is(err, errBroken) {
			return nil, err
		}
		if attempt == uploadAttempts {
			return nil, &Error{Code: "network", Detail: "The connection broke during the upload.", cause: err}
		}
		if err := sleep(ctx, firstUploadPause<<(attempt-1)); err != nil {
			return nil, err
		}
	}
}

func (c *Client) completeUpload(ctx context.Context, taskID, versionID string, reason map[string]string) (*Version, error) {
	var body any
	if reason != nil {
		body = map[string]any{"reason": reason}
	}
	version := &Version{Outcome: "uploaded"}
	err := c.Post(ctx, Path("tasks", taskID, "documents", versionID, "complete"), body, version)
	if err != nil {
		return nil, err
	}
	return version, nil
}

// putBytes sends bytes to a signed upload URL. It returns errBroken if they may be sent again.
func (c *Client) putBytes(ctx context.Context, address string, headers map[string]string, body *io.SectionReader) error {
	header := http.Header{}
	for name, value := range headers {
		header.Set(name, value)
	}
	response, _, err := c.exchange(ctx, http.MethodPut, address, header, body, uploadIdleTimeout)
	if failed := (*Error)(nil); errors.As(err, &failed) && failed.Code == "network" {
		return fmt.Errorf("%w: %w", errBroken, failed)
	}
	if err != nil {
		return err
	}
	switch status := response.StatusCode; {
	// 409 and 412: an earlier attempt arrived, and the storage overwrites nothing.
	case status < 300, status == http.StatusConflict, status == http.StatusPreconditionFailed:
		return nil
	case status == http.StatusInsufficientStorage:
		return &Error{Code: "storage-full", Detail: "The file storage has no room for this file.", Status: status}
	case status >= 500:
		return errBroken
	default:
		return &Error{
			Code:   "upload-failed",
			Detail: fmt.Sprintf("The storage refused the upload with status %d.", status),
			Status: status,
		}
	}
}
