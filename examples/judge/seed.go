package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// firstID stands before the number of everything here, so that this example cannot meet the ids of a real platform.
const firstID int64 = 900_000_000_000

// seed makes a judge that has existed for years: contests of 20 tasks with PDFs and 100 participants each, and a group.
// The third contest is running.
func seed(store Store, contests int64) error {
	if err := os.MkdirAll(filepath.Join(store.folder, "statements"), 0o700); err != nil {
		return err
	}
	now := time.Now().UTC().Truncate(time.Minute)
	return store.change(func(data *Data) error {
		if len(data.Users) > 0 {
			return errors.New("this folder has a judge already")
		}
		grace := User{ID: firstID + 1, Name: "Grace", Role: "teacher", Password: "nanosecond"}
		ada := User{ID: firstID + 7, Name: "Ada", Role: "student", Password: "engine"}
		bob := User{ID: firstID + 8, Name: "Bob", Role: "student", Password: "builder"}
		data.Users = []User{grace, ada, bob}
		participants := []int64{bob.ID}
		for number := int64(101); number < 200; number++ {
			student := User{ID: firstID + number, Name: fmt.Sprintf("Student %d", number), Role: "student"}
			data.Users = append(data.Users, student)
			participants = append(participants, student.ID)
		}
		for number := int64(1); number <= 20*contests; number++ {
			task := Task{ID: firstID + number, Title: fmt.Sprintf("Task %d", number), Upload: "pending"}
			if err := os.WriteFile(store.pdf(task.ID), pdfOf(task.Title), 0o600); err != nil {
				return err
			}
			data.Tasks = append(data.Tasks, task)
		}
		opened := now.AddDate(0, -1, 0)
		data.Groups = []Group{{
			ID:      firstID + 5,
			Name:    "Algorithms",
			Members: []int64{ada.ID},
			Tasks:   []Placement{{TaskID: firstID + 42, OpensAt: &opened}},
		}}
		for number := int64(1); number <= contests; number++ {
			contest := Contest{
				ID:           firstID + number,
				Name:         fmt.Sprintf("Round %d", number),
				StartsAt:     now.AddDate(0, 0, int(7*(number-3))).Add(-time.Hour),
				Participants: participants,
			}
			contest.EndsAt = contest.StartsAt.Add(5 * time.Hour)
			opensAt, closesAt := contest.StartsAt.Add(30*time.Minute), contest.EndsAt.Add(-30*time.Minute)
			for place := int64(1); place <= 20; place++ {
				id := firstID + 20*(number-1) + place
				contest.Tasks = append(contest.Tasks, Placement{TaskID: id, OpensAt: &opensAt, ClosesAt: &closesAt})
			}
			data.Contests = append(data.Contests, contest)
		}
		return nil
	})
}

// pdfOf makes a PDF of one page that says text (ISO 32000-1, 7.5).
func pdfOf(text string) []byte {
	var content bytes.Buffer
	fmt.Fprintf(&content, "BT /F 36 Tf 60 TL 50 740 Td (%s) Tj", text)
	for line := 1; line <= 10; line++ {
		fmt.Fprintf(&content, " T* (Line %d of this statement.) Tj", line)
	}
	content.WriteString(" ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String()),
	}
	var pdf bytes.Buffer
	pdf.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for at, object := range objects {
		offsets[at] = pdf.Len()
		fmt.Fprintf(&pdf, "%d 0 obj\n%s\nendobj\n", at+1, object)
	}
	table := pdf.Len()
	fmt.Fprintf(&pdf, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&pdf, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&pdf, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return pdf.Bytes()
}
