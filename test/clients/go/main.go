// Makes the calls that it reads from standard input, and prints their results.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"syscall"
	"time"

	"lectern"
)

type object = map[string]any

type session struct {
	BaseURL, Token string
	TimeoutSeconds float64
	Calls          []call
}

type call struct {
	Call, Path, IdempotencyKey, IfMatch string
	Body                                any
	TaskID, File, Language, ContestID   string
	Reason                              map[string]string
	Wishes                              []lectern.URLWish
	Contest                             lectern.Contest
	Tasks                               []json.RawMessage
	Participants                        []lectern.Participant
	Groups                              []string
	MaxRemoved                          *int
	Kind                                string
	ExternalIDs, APIKeyIDs              []string
	ListedAt                            time.Time
	DryRun                              bool
}

func main() {
	var session session
	if err := json.NewDecoder(os.Stdin).Decode(&session); err != nil {
		log.Fatal(err)
	}
	client, err := lectern.NewClient(session.BaseURL, session.Token)
	if err != nil {
		log.Fatal(err)
	}
	if session.TimeoutSeconds > 0 {
		client.Timeout = time.Duration(session.TimeoutSeconds * float64(time.Second))
	}
	var results []object
	for _, call := range session.Calls {
		result, err := do(client, call)
		var failed *lectern.Error
		switch {
		case errors.As(err, &failed):
			results = append(results, object{"error": object{
				"code":      failed.Code,
				"detail":    failed.Detail,
				"status":    failed.Status,
				"requestId": failed.RequestID,
				"facts":     failed.Facts,
			}})
		case err != nil:
			log.Fatal(err)
		default:
			results = append(results, object{"result": result})
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	reply := object{"results": results, "maxRssKiB": usage.Maxrss}
	if err := json.NewEncoder(os.Stdout).Encode(reply); err != nil {
		log.Fatal(err)
	}
}

func do(client *lectern.Client, call call) (result any, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var options []lectern.Option
	if call.IdempotencyKey != "" {
		options = append(options, lectern.IdempotencyKey(call.IdempotencyKey))
	}
	if call.IfMatch != "" {
		options = append(options, lectern.IfMatch(call.IfMatch))
	}
	switch call.Call {
	case "get":
		err = client.Get(ctx, call.Path, &result)
	case "post":
		err = client.Post(ctx, call.Path, call.Body, &result, options...)
	case "put":
		err = client.Put(ctx, call.Path, call.Body, &result, options...)
	case "patch":
		err = client.Patch(ctx, call.Path, call.Body, &result, options...)
	case "delete":
		err = client.Delete(ctx, call.Path, options...)
	case "pages":
		pages := [][]any{}
		for items, err := range lectern.Pages[any](ctx, client, call.Path) {
			if err != nil {
				return nil, err
			}
			pages = append(pages, items)
		}
		result = pages
	case "uploadDocument":
		upload := lectern.Upload{Language: call.Language, File: call.File, Reason: call.Reason}
		result, err = client.UploadDocument(ctx, call.TaskID, upload)
	case "grantUrls":
		return grantURLs(ctx, client, call.Wishes)
	case "removeDeleted":
		return removeDeleted(ctx, client, call)
	case "syncContest":
		return syncContest(ctx, client, call)
	default:
		err = fmt.Errorf("no such call: %s", call.Call)
	}
	return result, err
}

func grantURLs(ctx context.Context, client *lectern.Client, wishes []lectern.URLWish) (any, error) {
	granted, err := client.GrantURLs(ctx, wishes)
	items := []object{}
	for _, item := range granted {
		each := object{"outcome": item.Outcome, "task": item.TaskExternalID, "url": item.DescriptionPDFURL}
		if item.Problem != nil {
			each["problem"] = item.Problem.Code
		}
		items = append(items, each)
	}
	return items, err
}

func removeDeleted(ctx context.Context, client *lectern.Client, call call) (any, error) {
	done, err := client.RemoveDeleted(ctx, call.Kind, lectern.ListedByPlatform{
		ExternalIDs: call.ExternalIDs,
		ListedAt:    call.ListedAt,
		APIKeyIDs:   call.APIKeyIDs,
		MaxRemoved:  call.MaxRemoved,
		DryRun:      call.DryRun,
	})
	if err != nil {
		return nil, err
	}
	var told any
	if done.LosesAccess != nil {
		told = done.LosesAccess.Count
	}
	return object{
		"removed":   done.Removed,
		"remaining": done.Remaining,
		"kept":      done.Kept,
		"named":     len(done.Removals),
		"told":      told,
	}, nil
}

func syncContest(ctx context.Context, client *lectern.Client, call call) (any, error) {
	var tasks []lectern.ContestTask
	for _, content := range call.Tasks {
		var place lectern.ContestTask
		var more struct{ Task *lectern.Task }
		if err := errors.Join(json.Unmarshal(content, &place), json.Unmarshal(content, &more)); err != nil {
			return nil, err
		}
		place.Task = more.Task
		tasks = append(tasks, place)
	}
	synced, err := client.SyncContest(ctx, call.ContestID, lectern.ContestToSync{
		Contest:      call.Contest,
		Tasks:        tasks,
		Participants: call.Participants,
		Groups:       call.Groups,
		MaxRemoved:   call.MaxRemoved,
	})
	if err != nil {
		return nil, err
	}
	return object{
		"contest":      synced.Outcome,
		"putTasks":     append([]string{}, synced.TaskOutcomes...),
		"tasks":        synced.Tasks,
		"participants": synced.Participants,
		"groups":       synced.Groups,
	}, nil
}
