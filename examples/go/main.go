// Lectern from Go, with nothing but the standard library: a task, its PDF, a group, URLs for readers whom
// the platform names, and a token of the platform with a grant.
//
//	LECTERN_URL=https://lectern.example.org LECTERN_API_KEY=lectern_key_… JUDGE_SECRET=… go run main.go statement.pdf
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

type object = map[string]any

var web = http.Client{Timeout: 30 * time.Second}

// Lectern is its API, for whoever has the bearer: an API key, or a token of the platform.
type Lectern struct{ URL, Bearer string }

// Call sends body as JSON, unless it is nil, and decodes the reply into reply.
func (l Lectern) Call(method, path string, body, reply any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequest(method, l.URL+"/api/v1/"+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+l.Bearer)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := web.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 400 {
		var problem struct{ Code, Detail string }
		_ = json.NewDecoder(response.Body).Decode(&problem)
		return fmt.Errorf("%s %s: %s, %s: %s", method, path, response.Status, problem.Code, problem.Detail)
	}
	return json.NewDecoder(response.Body).Decode(reply)
}

// ext is how an id of the platform stands in an address.
func ext(id string) string { return url.PathEscape("ext:" + id) }

// PutPDF says which PDF a language of a task has, and uploads it if Lectern does not have these bytes.
func (l Lectern) PutPDF(task, language, path string) (outcome string, err error) {
	pdf, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256(pdf)
	var put struct {
		Outcome string
		Upload  *struct {
			VersionID, UploadURL string
			UploadHeaders        map[string]string
		}
	}
	document := object{"fileName": filepath.Base(path), "size": len(pdf), "sha256": hex.EncodeToString(digest[:])}
	if err := l.Call("PUT", "tasks/"+task+"/documents/"+language, document, &put); err != nil || put.Upload == nil {
		return put.Outcome, err
	}
	// To the storage, which must not see the key.
	upload, err := http.NewRequest("PUT", put.Upload.UploadURL, bytes.NewReader(pdf))
	if err != nil {
		return "", err
	}
	for name, value := range put.Upload.UploadHeaders {
		upload.Header.Set(name, value)
	}
	response, err := web.Do(upload)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return "", fmt.Errorf("the storage refused the PDF: %s", response.Status)
	}
	return put.Outcome, l.Call("POST", "tasks/"+task+"/documents/"+put.Upload.VersionID+"/complete", nil, &object{})
}

// signToken makes a JWT by HMAC-SHA256 (RFC 7519).
func signToken(claims object, secret string) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	text := encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode(payload)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return text + "." + encode(mac.Sum(nil)), nil
}

func run(pdf string) error {
	platform := Lectern{os.Getenv("LECTERN_URL"), os.Getenv("LECTERN_API_KEY")}

	// A task and its PDF. Doing this again changes nothing.
	task := ext("42")
	var put struct{ Outcome string }
	if err := platform.Call("PUT", "tasks/"+task, object{"title": "Sum of squares"}, &put); err != nil {
		return err
	}
	fmt.Println("task:", put.Outcome)
	outcome, err := platform.PutPDF(task, "en", pdf)
	if err != nil {
		return err
	}
	fmt.Println("document:", outcome)

	// A group, and who is in it: whoever is not named is removed.
	group := "groups/" + ext("5")
	if err := platform.Call("PUT", group, object{"name": "Algorithms"}, &put); err != nil {
		return err
	}
	members := object{"members": []object{
		{"externalId": "1", "name": "Grace", "role": "staff"},
		{"externalId": "7", "name": "Ada"},
	}}
	var list struct{ Added, Changed, Removed, Unchanged int }
	if err := platform.Call("PUT", group+"/members", members, &list); err != nil {
		return err
	}
	fmt.Printf("members: %d added, %d removed\n", list.Added, list.Removed)

	// A URL for somebody who may read the task now, as the platform knows.
	wishes := object{"items": []object{
		{"taskId": "ext:42", "reader": object{"externalId": "7", "name": "Ada"}},
	}}
	var granted struct {
		Items []struct {
			DescriptionPDFURL string
			Problem           *struct{ Code string }
		}
	}
	if err := platform.Call("POST", "granted-urls", wishes, &granted); err != nil {
		return err
	}
	if problem := granted.Items[0].Problem; problem != nil {
		return fmt.Errorf("no URL: %s", problem.Code)
	}
	fmt.Println("url:", granted.Items[0].DescriptionPDFURL)

	// A token of the platform that lets its reader open the task for ten minutes.
	token, err := signToken(object{
		"user_id":       7,
		"username":      "Ada",
		"role":          "student",
		"token_id":      rand.Text(),
		"type":          "access",
		"exp":           time.Now().Add(10 * time.Minute).Unix(),
		"lectern_tasks": []object{{"task": "ext:42"}},
	}, os.Getenv("JUDGE_SECRET"))
	if err != nil {
		return err
	}
	ada := Lectern{platform.URL, token}
	var seen struct {
		Title  string
		Access struct{ Ground string }
	}
	if err := ada.Call("GET", "tasks/"+task, nil, &seen); err != nil {
		return err
	}
	fmt.Printf("read by token: %s, %s\n", seen.Title, seen.Access.Ground)
	return nil
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("name a PDF")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
