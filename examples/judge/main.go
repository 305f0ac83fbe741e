// Judge is a small platform that stands beside Lectern: users, tasks, groups and contests of its own, with PDFs that
// Lectern keeps. README.md runs all of it.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"lectern"
)

const usage = `usage: judge seed [CONTESTS]               make a judge with 3 or more contests of 20 tasks each; default 50
       judge backfill                      upload all PDFs that Lectern does not have
       judge sync                          put tasks, groups and contests as they are now
       judge serve                         the pages
       judge move CONTEST DURATION         move a contest: judge move 900000000003 -24h
       judge remove CONTEST USER           take somebody out of a contest

environment: JUDGE_DATA      folder of the judge's data
             JUDGE_PORT      of its pages; default 3000
             JUDGE_SECRET    for its own sessions
             JUDGE_LECTERN_URL, JUDGE_LECTERN_PUBLIC_URL, JUDGE_LECTERN_KEY_FILE, JUDGE_LECTERN_SECRET_FILE
                             where the judge and where browsers find Lectern, its API key, the secret of tokens for it
             JUDGE_LECTERN_TIMEOUT
                             how long a page waits for Lectern; default 2s
             JUDGE_LECTERN_CLIENT
                             folder of lectern-client, for the reader in pages`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, arguments []string) error {
	store := Store{os.Getenv("JUDGE_DATA")}
	if store.folder == "" || len(arguments) == 0 {
		return errors.New(usage)
	}
	command, arguments := arguments[0], arguments[1:]
	switch {
	case command == "seed" && len(arguments) == 0:
		return seed(store, 50)
	case command == "seed" && len(arguments) == 1:
		contests, err := strconv.ParseInt(arguments[0], 10, 64)
		if err != nil || contests < 3 {
			return errors.New(usage)
		}
		return seed(store, contests)
	case command == "move" && len(arguments) == 2:
		return changeContest(store, arguments[0], func(contest *Contest) error { return move(contest, arguments[1]) })
	case command == "remove" && len(arguments) == 2:
		return changeContest(store, arguments[0], func(contest *Contest) error { return remove(contest, arguments[1]) })
	case len(arguments) > 0:
		return errors.New(usage)
	}

	client, err := connect()
	if err != nil {
		return err
	}
	work := jobs{store, client, make(chan struct{}, 1)}
	switch command {
	case "backfill":
		return work.backfill(ctx)
	case "sync":
		return work.synchronise(ctx)
	case "serve":
		return serve(ctx, store, work)
	default:
		return errors.New(usage)
	}
}

// connect returns a client with the judge's API key.
func connect() (*lectern.Client, error) {
	key, err := secretIn("JUDGE_LECTERN_KEY_FILE")
	if err != nil {
		return nil, err
	}
	return lectern.NewClient(os.Getenv("JUDGE_LECTERN_URL"), string(key))
}

// secretIn reads the file that a variable names, without the newline at its end.
func secretIn(variable string) ([]byte, error) {
	content, err := os.ReadFile(os.Getenv(variable))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", variable, err)
	}
	return bytes.TrimSpace(content), nil
}

func serve(ctx context.Context, store Store, work jobs) error {
	secretForLectern, err := secretIn("JUDGE_LECTERN_SECRET_FILE")
	if err != nil {
		return err
	}
	secret := []byte(os.Getenv("JUDGE_SECRET"))
	if len(secret) < 32 {
		return errors.New("JUDGE_SECRET needs at least 32 bytes")
	}
	pages, err := connect()
	if err != nil {
		return err
	}
	pages.Attempts = 1
	patience, err := time.ParseDuration(cmp.Or(os.Getenv("JUDGE_LECTERN_TIMEOUT"), "2s"))
	if err != nil {
		return fmt.Errorf("JUDGE_LECTERN_TIMEOUT: %w", err)
	}
	judge := &server{
		store:            store,
		jobs:             work,
		pages:            pages,
		patience:         patience,
		publicURL:        os.Getenv("JUDGE_LECTERN_PUBLIC_URL"),
		secret:           secret,
		secretForLectern: secretForLectern,
	}
	return judge.serve(ctx, "127.0.0.1:"+cmp.Or(os.Getenv("JUDGE_PORT"), "3000"), os.Getenv("JUDGE_LECTERN_CLIENT"))
}

func changeContest(store Store, id string, apply func(*Contest) error) error {
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return err
	}
	return store.change(func(data *Data) error {
		contest := data.contest(number)
		if contest == nil {
			return fmt.Errorf("there is no contest %d", number)
		}
		return apply(contest)
	})
}

// move shifts a contest with the windows of its tasks.
func move(contest *Contest, by string) error {
	duration, err := time.ParseDuration(by)
	if err != nil {
		return err
	}
	contest.StartsAt, contest.EndsAt = contest.StartsAt.Add(duration), contest.EndsAt.Add(duration)
	shift := func(at *time.Time) {
		if at != nil {
			*at = at.Add(duration)
		}
	}
	for _, task := range contest.Tasks {
		shift(task.OpensAt)
		shift(task.ClosesAt)
	}
	return nil
}

func remove(contest *Contest, user string) error {
	id, err := strconv.ParseInt(user, 10, 64)
	if err != nil {
		return err
	}
	for at, participant := range contest.Participants {
		if participant == id {
			contest.Participants = append(contest.Participants[:at], contest.Participants[at+1:]...)
			return nil
		}
	}
	return fmt.Errorf("%d takes no part in the contest", id)
}
