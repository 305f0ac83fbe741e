// A verifier of signed URLs, written from docs/signed-urls.md alone, with the standard library of Go only.
//
// It reads {"keys": [{"id", "secret"}], "targets": […], "nowMs": …, "address": …} from standard input, once per line, and writes for each
// line the list of what a server has to answer: "accepted", "url-expired", "url-wrong-place" or "url-invalid".
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

type question struct {
	Keys []struct {
		ID     string `json:"id"`
		Secret string `json:"secret"`
	} `json:"keys"`
	Targets []string `json:"targets"`
	NowMs   int64    `json:"nowMs"`
	Address string   `json:"address"`
}

var form = regexp.MustCompile(`\A(/[A-Za-z0-9_.~%/-]+)\?(expires=([1-9][0-9]{0,14})(?:&for=([0-9.]{7,15}|[0-9a-f]{16}))?` +
	`&issue=[A-Za-z0-9_-]{1,64}&kid=([A-Za-z0-9_-]{1,32})(?:&download=1)?&name=([A-Za-z0-9_.~%-]+)&v=1)&sig=([A-Za-z0-9_-]{43})\z`)

// Control characters, marks that change the direction of text, and path separators.
var forbidden = regexp.MustCompile(`[\x{00}-\x{1f}\x{7f}-\x{9f}\x{61c}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}/\\]`)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		verdicts := make([]string, len(asked.Targets))
		for at, target := range asked.Targets {
			verdicts[at] = verify(target, asked)
		}
		text, _ := json.Marshal(verdicts)
		fmt.Println(string(text))
	}
}

func verify(target string, asked question) string {
	parts := form.FindStringSubmatch(target)
	if parts == nil {
		return "url-invalid"
	}
	path, query, expires, client, keyID, name, signature := parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]
	if !isSigned("lectern-url-v1\nGET\n"+path+"\n"+query, signature, keyID, asked) {
		return "url-invalid"
	}
	if _, ok := decode(path, "-._~/"); !ok {
		return "url-invalid"
	}
	fileName, ok := decode(name, "-._~")
	if !ok || len(fileName) > 200 || forbidden.MatchString(fileName) {
		return "url-invalid"
	}
	if seconds, _ := strconv.ParseInt(expires, 10, 64); asked.NowMs >= seconds*1000 {
		return "url-expired"
	}
	if client != "" && client != clientOf(asked.Address) {
		return "url-wrong-place"
	}
	return "accepted"
}

// isSigned compares the text of the signature: 43 characters have two bits more than the HMAC, so several would decode to the same bytes.
func isSigned(text, signature, keyID string, asked question) bool {
	for _, key := range asked.Keys {
		if key.ID != keyID {
			continue
		}
		secret, err := base64.RawURLEncoding.DecodeString(key.Secret)
		if err != nil {
			return false
		}
		sum := hmac.New(sha256.New, secret)
		sum.Write([]byte(text))
		expected := base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
		return hmac.Equal([]byte(expected), []byte(signature))
	}
	return false
}

// decode gives the text of an encoding, if it is the only one that the text has: letters, digits and these characters stay (RFC 3986 §2.3).
func decode(encoded, plain string) (string, bool) {
	text, err := url.PathUnescape(encoded)
	if err != nil || !utf8.ValidString(text) {
		return "", false
	}
	var again strings.Builder
	for _, b := range []byte(text) {
		if strings.IndexByte(plain, b) >= 0 || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' {
			again.WriteByte(b)
		} else {
			fmt.Fprintf(&again, "%%%02X", b)
		}
	}
	return text, again.String() == encoded
}

// clientOf is the IPv4 address, or the /64 of an IPv6 address as 16 hexadecimal digits.
func clientOf(address string) string {
	parsed, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	parsed = parsed.Unmap()
	if parsed.Is4() {
		return parsed.String()
	}
	bytes := parsed.As16()
	return fmt.Sprintf("%x", bytes[:8])
}
