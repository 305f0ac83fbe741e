package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"lectern"
)

const (
	// uploadPause is between two attempts to upload what Lectern does not have yet.
	uploadPause = 5 * time.Second
	// atOnce bounds what a job asks of Lectern at the same time.
	atOnce = 4
)

// maxRemoved stops a cron that would empty a contest by a bug of the judge.
var maxRemoved = 20

func decimal(id int64) string { return strconv.FormatInt(id, 10) }

// Statement is what a page gets to know of a PDF.
type Statement struct {
	// DescriptionURL is nil if there is nothing to show.
	DescriptionURL          *string    `json:"descriptionUrl"`
	DescriptionURLExpiresAt *time.Time `json:"descriptionUrlExpiresAt,omitempty"`
	// Problem is the code of what is in the way.
	Problem string `json:"problem,omitempty"`
	// Retry says that Lectern did not answer.
	Retry bool `json:"retry,omitempty"`
}

// statementFor asks for a URL for a reader who may read the task now, as the judge has decided. It never fails: the
// page around the statement works without Lectern.
func (s *server) statementFor(ctx context.Context, reader *User, taskID int64, until *time.Time) Statement {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	granted, err := s.pages.GrantURLs(ctx, []lectern.URLWish{{
		TaskID:     lectern.Ext(taskID),
		Reader:     lectern.Reader{ExternalID: decimal(reader.ID), Name: reader.Name},
		ValidUntil: until,
	}})
	if err != nil {
		log.Printf("task %d: %v", taskID, err)
		return Statement{Retry: true}
	}
	item := granted[0]
	if item.Problem != nil {
		return Statement{Problem: item.Problem.Code}
	}
	if item.DescriptionPDFURL == "" {
		return Statement{Problem: "no-pdf"}
	}
	return Statement{DescriptionURL: &item.DescriptionPDFURL, DescriptionURLExpiresAt: &item.DescriptionPDFURLExpiresAt}
}

// jobs puts what the judge has into Lectern.
type jobs struct {
	store  Store
	client *lectern.Client
	// wake makes uploadPending look at once.
	wake chan struct{}
}

func (j jobs) putTask(ctx context.Context, data *Data, task *Task) (outcome string, err error) {
	var put struct{ Outcome string }
	wanted := lectern.Task{Title: task.Title, Staff: []lectern.TaskStaffMember{}}
	for _, user := range data.Users {
		if user.Role == "teacher" {
			wanted.Staff = append(wanted.Staff, lectern.TaskStaffMember{Person: person(user)})
		}
	}
	err = j.client.Put(ctx, lectern.Path("tasks", lectern.Ext(task.ID)), wanted, &put)
	return put.Outcome, err
}

func person(user User) lectern.Person {
	return lectern.Person{ExternalID: decimal(user.ID), Name: user.Name}
}

// upload puts a task and its PDF, and notes what has become of it. Doing it again sends no bytes.
func (j jobs) upload(ctx context.Context, data *Data, task Task) (outcome string, err error) {
	_, err = j.putTask(ctx, data, &task)
	state := "done"
	if err == nil {
		var version *lectern.Version
		pdf := lectern.Upload{Language: "en", File: j.store.pdf(task.ID), FileName: task.Title + ".pdf"}
		if version, err = j.client.UploadDocument(ctx, lectern.Ext(task.ID), pdf); err == nil {
			outcome = version.Outcome
		}
	}
	if err != nil {
		// A PDF that cannot be opened, or is too large, stays so. Anything else is tried again.
		refused := (*lectern.Error)(nil)
		final := []int{http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge}
		if !errors.As(err, &refused) || !slices.Contains(final, refused.Status) {
			return "", err
		}
		state = refused.Code
	}
	if task.Upload == state {
		return outcome, err
	}
	noted := j.store.change(func(data *Data) error {
		data.task(task.ID).Upload = state
		return nil
	})
	return outcome, errors.Join(err, noted)
}

// uploadPending uploads the PDFs of new tasks, again and again until Lectern has them or refuses them.
func (j jobs) uploadPending(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-j.wake:
		case <-time.After(uploadPause):
		}
		data, err := j.store.read()
		if err != nil {
			log.Print(err)
			continue
		}
		for _, task := range data.Tasks {
			if task.Upload != "pending" {
				continue
			}
			if _, err := j.upload(ctx, data, task); err != nil {
				log.Printf("upload of task %d: %v", task.ID, err)
			}
		}
	}
}

// backfill uploads all PDFs that the judge has, whatever it knows of earlier runs: Lectern knows what it has.
func (j jobs) backfill(ctx context.Context) error {
	data, err := j.store.read()
	if err != nil {
		return err
	}
	counts := counter{}
	err = each(data.Tasks, func(task Task) error {
		if task.Upload == "" {
			return nil
		}
		outcome, err := j.upload(ctx, data, task)
		if err != nil {
			return fmt.Errorf("task %d: %w", task.ID, err)
		}
		counts.add(outcome, 1)
		return nil
	})
	fmt.Printf("statements: %d uploaded, %d unchanged\n", counts.of("uploaded"), counts.of("unchanged"))
	return err
}

// synchronise puts tasks, groups and contests as they are now. Doing it again changes nothing.
func (j jobs) synchronise(ctx context.Context) error {
	data, err := j.store.read()
	if err != nil {
		return err
	}
	tasks, groups, contests := counter{}, counter{}, counter{}
	members, participants, places := counter{}, counter{}, counter{}
	err = errors.Join(
		each(data.Tasks, func(task Task) error {
			outcome, err := j.putTask(ctx, data, &task)
			tasks.add(outcome, 1)
			return err
		}),
		each(data.Groups, func(group Group) error {
			outcome, changes, err := j.putGroup(ctx, data, group)
			groups.add(outcome, 1)
			members.addList(changes)
			return err
		}),
		each(data.Contests, func(contest Contest) error {
			synced, err := j.client.SyncContest(ctx, lectern.Ext(contest.ID), wantedContest(data, contest))
			if err != nil {
				return fmt.Errorf("contest %d: %w", contest.ID, err)
			}
			contests.add(synced.Outcome, 1)
			participants.addList(synced.Participants)
			places.addList(synced.Tasks)
			return nil
		}),
	)
	for _, line := range []struct {
		what   string
		counts *counter
		names  [3]string
	}{
		{"tasks", &tasks, outcomes},
		{"groups", &groups, outcomes},
		{"members", &members, listChanges},
		{"contests", &contests, outcomes},
		{"participants", &participants, listChanges},
		{"tasks of contests", &places, listChanges},
	} {
		fmt.Printf("%s:", line.what)
		for at, name := range line.names {
			separator := ","
			if at == 0 {
				separator = ""
			}
			fmt.Printf("%s %d %s", separator, line.counts.of(name), name)
		}
		fmt.Println()
	}
	return err
}

func (j jobs) putGroup(ctx context.Context, data *Data, group Group) (string, *lectern.ListChanges, error) {
	var put struct{ Outcome string }
	id := lectern.Ext(group.ID)
	if err := j.client.Put(ctx, lectern.Path("groups", id), map[string]any{"name": group.Name}, &put); err != nil {
		return "", nil, err
	}
	rows := []lectern.Person{}
	for _, member := range group.Members {
		rows = append(rows, person(*data.user(member)))
	}
	changes := &lectern.ListChanges{}
	if err := j.client.Put(ctx, lectern.Path("groups", id, "members"), map[string]any{"members": rows}, changes); err != nil {
		return "", nil, err
	}
	// Tasks are only added, as the judge takes none out of a group.
	for _, task := range group.Tasks {
		window := map[string]any{"opensAt": task.OpensAt, "closesAt": task.ClosesAt}
		if err := j.client.Put(ctx, lectern.Path("groups", id, "tasks", lectern.Ext(task.TaskID)), window, nil); err != nil {
			return "", nil, err
		}
	}
	return put.Outcome, changes, nil
}

func wantedContest(data *Data, contest Contest) lectern.ContestToSync {
	wanted := lectern.ContestToSync{
		Contest:      lectern.Contest{Name: contest.Name, StartsAt: contest.StartsAt, EndsAt: &contest.EndsAt, Staff: []lectern.Person{}},
		Tasks:        []lectern.ContestTask{},
		Participants: []lectern.Participant{},
		MaxRemoved:   &maxRemoved,
	}
	for _, user := range data.Users {
		if user.Role == "teacher" {
			wanted.Contest.Staff = append(wanted.Contest.Staff, person(user))
		}
	}
	for at, task := range contest.Tasks {
		wanted.Tasks = append(wanted.Tasks, lectern.ContestTask{
			TaskID:   lectern.Ext(task.TaskID),
			Label:    string(rune('A' + at)),
			OpensAt:  task.OpensAt,
			ClosesAt: task.ClosesAt,
		})
	}
	for _, id := range contest.Participants {
		wanted.Participants = append(wanted.Participants, lectern.Participant{Person: person(*data.user(id))})
	}
	return wanted
}

var (
	outcomes    = [3]string{"created", "changed", "unchanged"}
	listChanges = [3]string{"added", "changed", "removed"}
)

// counter counts by name.
type counter struct {
	lock   sync.Mutex
	counts map[string]int
}

func (c *counter) add(name string, count int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.counts == nil {
		c.counts = map[string]int{}
	}
	c.counts[name] += count
}

func (c *counter) addList(changes *lectern.ListChanges) {
	if changes == nil {
		return
	}
	c.add("added", changes.Added)
	c.add("changed", changes.Changed)
	c.add("removed", changes.Removed)
}

func (c *counter) of(name string) int { return c.counts[name] }

// each does all rows, a few at once, and returns all errors.
func each[Row any](rows []Row, do func(Row) error) error {
	var waiting sync.WaitGroup
	free := make(chan struct{}, atOnce)
	failed := make([]error, len(rows))
	for at, row := range rows {
		free <- struct{}{}
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			failed[at] = do(row)
			<-free
		}()
	}
	waiting.Wait()
	return errors.Join(failed...)
}
