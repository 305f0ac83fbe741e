package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// User is someone who signs in to the judge.
type User struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"` // "student" or "teacher"
	// Password is in the clear, as this is an example; keep hashes. Nobody can sign in with an empty one.
	Password string `json:"password,omitempty"`
}

// Task is a task of the judge. Its PDF is in the folder of the store.
type Task struct {
	ID    int64  `json:"id"`
	Title string `json:"title"`
	// Upload is "" without a PDF, "pending" until Lectern has it, then "done" or the code of why Lectern refuses it.
	Upload string `json:"upload,omitempty"`
}

// Placement is when a task is open in a group or a contest. A nil time has no limit.
type Placement struct {
	TaskID   int64      `json:"taskId"`
	OpensAt  *time.Time `json:"opensAt,omitempty"`
	ClosesAt *time.Time `json:"closesAt,omitempty"`
}

// Group is a course.
type Group struct {
	ID      int64       `json:"id"`
	Name    string      `json:"name"`
	Members []int64     `json:"members"`
	Tasks   []Placement `json:"tasks"`
}

// Contest cuts the windows of its tasks.
type Contest struct {
	ID           int64       `json:"id"`
	Name         string      `json:"name"`
	StartsAt     time.Time   `json:"startsAt"`
	EndsAt       time.Time   `json:"endsAt"`
	Participants []int64     `json:"participants"`
	Tasks        []Placement `json:"tasks"`
}

// Data is all that the judge knows.
type Data struct {
	Users    []User    `json:"users"`
	Tasks    []Task    `json:"tasks"`
	Groups   []Group   `json:"groups"`
	Contests []Contest `json:"contests"`
}

func (d *Data) user(id int64) *User {
	return find(d.Users, func(user *User) bool { return user.ID == id })
}

func (d *Data) task(id int64) *Task {
	return find(d.Tasks, func(task *Task) bool { return task.ID == id })
}

func (d *Data) contest(id int64) *Contest {
	return find(d.Contests, func(contest *Contest) bool { return contest.ID == id })
}

func find[Row any](rows []Row, matches func(*Row) bool) *Row {
	for at := range rows {
		if matches(&rows[at]) {
			return &rows[at]
		}
	}
	return nil
}

// Decision says whether somebody may read a task at a time.
type Decision struct {
	// State is "open", "not-open-yet", "closed", or "hidden" where the reader may not know of the task.
	State string
	// OpensAt is set for "not-open-yet".
	OpensAt *time.Time
	// Until is when the reading ends of an open task; nil without an end.
	Until *time.Time
}

// mayRead is the judge's own rule. The best of all groups and contests of the reader counts.
func (d *Data) mayRead(user *User, taskID int64, now time.Time) Decision {
	if user.Role == "teacher" {
		return Decision{State: "open"}
	}
	best := Decision{State: "hidden"}
	consider := func(opensAt, closesAt *time.Time) {
		switch {
		case opensAt != nil && now.Before(*opensAt):
			if best.State != "open" && (best.OpensAt == nil || opensAt.Before(*best.OpensAt)) {
				best = Decision{State: "not-open-yet", OpensAt: opensAt}
			}
		case closesAt != nil && !now.Before(*closesAt):
			if best.State == "hidden" {
				best = Decision{State: "closed"}
			}
		case best.State != "open" || best.Until != nil && (closesAt == nil || closesAt.After(*best.Until)):
			best = Decision{State: "open", Until: closesAt}
		}
	}
	for _, group := range d.Groups {
		for _, task := range group.Tasks {
			if task.TaskID == taskID && slices.Contains(group.Members, user.ID) {
				consider(task.OpensAt, task.ClosesAt)
			}
		}
	}
	for _, contest := range d.Contests {
		for _, task := range contest.Tasks {
			if task.TaskID != taskID || !slices.Contains(contest.Participants, user.ID) {
				continue
			}
			opensAt, closesAt := &contest.StartsAt, &contest.EndsAt
			if task.OpensAt != nil && task.OpensAt.After(*opensAt) {
				opensAt = task.OpensAt
			}
			if task.ClosesAt != nil && task.ClosesAt.Before(*closesAt) {
				closesAt = task.ClosesAt
			}
			consider(opensAt, closesAt)
		}
	}
	return best
}

// Store keeps the data in a JSON file and the PDFs beside it. Several processes may use it.
type Store struct{ folder string }

func (s Store) pdf(taskID int64) string {
	return filepath.Join(s.folder, "statements", decimal(taskID)+".en.pdf")
}

func (s Store) read() (*Data, error) {
	content, err := os.ReadFile(filepath.Join(s.folder, "judge.json"))
	if err != nil {
		return nil, err
	}
	data := &Data{}
	return data, json.Unmarshal(content, data)
}

// change saves what apply makes of the data, while no other process changes it.
func (s Store) change(apply func(*Data) error) error {
	lock, err := os.OpenFile(filepath.Join(s.folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close() // and so unlocks it
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	data, err := s.read()
	if errors.Is(err, os.ErrNotExist) {
		data = &Data{}
	} else if err != nil {
		return err
	}
	if err := apply(data); err != nil {
		return err
	}
	content, err := json.MarshalIndent(data, "", " ")
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(s.folder, "judge.json"), content)
}

// writeWhole never leaves half a file.
func writeWhole(path string, content []byte) error {
	if err := os.WriteFile(path+".new", content, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
