// Lectern from Go: a task, its PDF, a group, a contest, URLs for readers whom the platform names, and a token of the
// platform with a grant. Its ids begin with "example-", so that it cannot meet those of a real platform.
//
//	LECTERN_URL=https://lectern.example.org LECTERN_API_KEY=lectern_key_… TOKEN_SECRET=… go run . statement.pdf
package main

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"lectern"
)

type object = map[string]any

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

func run(ctx context.Context, pdf string) error {
	url := os.Getenv("LECTERN_URL")
	platform, err := lectern.NewClient(url, os.Getenv("LECTERN_API_KEY"))
	if err != nil {
		return err
	}
	task := lectern.Ext("example-42")
	group := lectern.Ext("example-5")
	members := lectern.Path("groups", group, "members")
	list := object{"members": []object{
		{"externalId": "example-1", "name": "Grace", "role": "staff"},
		{"externalId": "example-7", "name": "Ada"},
	}}

	// Whoever is not in a list is removed. So ask first what would change; a group that does not exist loses nobody.
	var changes lectern.ListChanges
	var refused *lectern.Error
	err = platform.Put(ctx, members+"?dryRun=true", list, &changes)
	if err != nil && !(errors.As(err, &refused) && refused.Code == "not-found") {
		return err
	}
	if changes.Removed > 0 {
		return fmt.Errorf("the group example-5 has %d members whom this example did not add, so it stops", changes.Removed)
	}

	// A task and its PDF. Doing this again changes nothing.
	var put struct{ Outcome string }
	if err := platform.Put(ctx, lectern.Path("tasks", task), object{"title": "Sum of squares"}, &put); err != nil {
		return err
	}
	fmt.Println("task:", put.Outcome)
	version, err := platform.UploadDocument(ctx, task, lectern.Upload{Language: "en", File: pdf})
	if err != nil {
		return err
	}
	fmt.Println("document:", version.Outcome)

	// A group, and who is in it.
	if err := platform.Put(ctx, lectern.Path("groups", group), object{"name": "Algorithms"}, nil); err != nil {
		return err
	}
	if err := platform.Put(ctx, members, list, &changes); err != nil {
		return err
	}
	fmt.Printf("members: %d added, %d removed\n", changes.Added, changes.Removed)

	// A contest with its task and its participant.
	nobody := 0
	synced, err := platform.SyncContest(ctx, lectern.Ext("example-9"), lectern.ContestToSync{
		Contest:      lectern.Contest{Name: "Finals", StartsAt: time.Date(2100, 1, 1, 9, 0, 0, 0, time.UTC)},
		Tasks:        []lectern.ContestTask{{TaskID: task, Label: "A"}},
		Participants: []lectern.Participant{{Person: lectern.Person{ExternalID: "example-7", Name: "Ada"}}},
		MaxRemoved:   &nobody,
	})
	if err != nil {
		return err
	}
	fmt.Println("contest:", synced.Outcome)

	// A URL for somebody who may read the task now, as the platform knows.
	granted, err := platform.GrantURLs(ctx, []lectern.URLWish{
		{TaskID: task, Reader: lectern.Reader{ExternalID: "example-7", Name: "Ada"}},
	})
	if err != nil {
		return err
	}
	if problem := granted[0].Problem; problem != nil {
		return problem
	}
	fmt.Println("url:", granted[0].DescriptionPDFURL)

	// A token for Lectern that lets its reader open the task for ten minutes.
	token, err := signToken(object{
		"user_id":       "example-7",
		"username":      "Ada",
		"role":          "student",
		"token_id":      rand.Text(),
		"aud":           "lectern",
		"exp":           time.Now().Add(10 * time.Minute).Unix(),
		"lectern_tasks": []object{{"task": task}},
	}, os.Getenv("TOKEN_SECRET"))
	if err != nil {
		return err
	}
	ada, err := lectern.NewClient(url, token)
	if err != nil {
		return err
	}
	var seen struct {
		Title  string
		Access struct{ Ground string }
	}
	if err := ada.Get(ctx, lectern.Path("tasks", task), &seen); err != nil {
		return err
	}
	fmt.Printf("read by token: %s, %s\n", seen.Title, seen.Access.Ground)
	return nil
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run . FILE.pdf")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	if err := run(ctx, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
