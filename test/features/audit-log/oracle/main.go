// Verifies an exported audit log with the packages with which Go verifies sum.golang.org.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// tiles reads the tiles of C2SP tlog-tiles, whose paths lack the height.
type tiles struct{ folder string }

func (tiles) Height() int                     { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		found = append(found, bytes)
	}
	return found, nil
}

// openTree verifies a signed checkpoint.
func openTree(text []byte, keys note.Verifiers) tlog.Tree {
	opened := must(note.Open(text, keys))
	lines := strings.Split(opened.Text, "\n")
	var size int64
	must(fmt.Sscan(lines[1], &size))
	var root tlog.Hash
	copy(root[:], must(base64.StdEncoding.DecodeString(lines[2])))
	return tlog.Tree{N: size, Hash: root}
}

func main() {
	folder := os.Args[1]
	read := func(name string) []byte { return must(os.ReadFile(filepath.Join(folder, name))) }
	keys := note.VerifierList(must(note.NewVerifier(strings.TrimSpace(string(read("keys"))))))
	newest := openTree(read("checkpoint"), keys)
	hashes := tlog.TileHashReader(newest, tiles{folder})

	var older int
	text := string(read("checkpoints"))
	for text != "" {
		end := strings.Index(text, "\n— ")
		end += 1 + strings.Index(text[end+1:], "\n") + 1
		tree := openTree([]byte(text[:end]), keys)
		text = text[end:]
		proof := must(tlog.ProveTree(newest.N, tree.N, hashes))
		if err := tlog.CheckTree(proof, newest.N, newest.Hash, tree.N, tree.Hash); err != nil {
			log.Fatal(err)
		}
		older++
	}

	leaves := strings.Split(strings.TrimSuffix(string(read("leaves")), "\n"), "\n")
	var stored []tlog.Hash
	fromLeaves := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for index, leaf := range leaves {
		stored = append(stored, must(tlog.StoredHashes(int64(index), []byte(leaf), fromLeaves))...)
	}
	if newest.N != int64(len(leaves)) || must(tlog.TreeHash(newest.N, fromLeaves)) != newest.Hash {
		log.Fatal("the leaves are those of another tree")
	}
	// The first leaf of each tile and the last one: their proofs read every tile.
	for index := int64(0); index < newest.N; index = max(index+1, min(index+256, newest.N-1)) {
		proof := must(tlog.ProveRecord(newest.N, index, hashes))
		leafHash := tlog.RecordHash([]byte(leaves[index]))
		if err := tlog.CheckRecord(proof, newest.N, newest.Hash, index, leafHash); err != nil {
			log.Fatal(err)
		}
	}
	lines := bufio.NewScanner(must(os.Open(filepath.Join(folder, "entries.jsonl"))))
	var entries int
	for lines.Scan() {
		var entry struct {
			Index              int64
			Time, Salt, Record string
		}
		if err := json.Unmarshal(lines.Bytes(), &entry); err != nil {
			log.Fatal(err)
		}
		commitment := sha256.Sum256([]byte(entry.Salt + entry.Record))
		leaf := leaves[entry.Index]
		if !strings.HasPrefix(leaf, fmt.Sprintf(`{"commitment":"%x","time":"%s",`, commitment, entry.Time)) {
			log.Fatal("the leaf differs: ", leaf)
		}
		entries++
	}
	fmt.Printf("%d entries of %d, %d checkpoints\n", entries, newest.N, older)
}
