package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Claims are those of the judge's tokens, which are JWTs signed with HS256 (RFC 7519).
type Claims struct {
	UserID   int64  `json:"user_id"`
	Username string `json:"username"`
	Role     string `json:"role"`
	// Audience is "lectern" for Lectern, and "judge" for the judge's own sessions.
	Audience string `json:"aud"`
	// Expires is in seconds since 1970.
	Expires int64 `json:"exp"`
}

func claimsOf(user *User, audience string, life time.Duration) Claims {
	return Claims{user.ID, user.Name, user.Role, audience, time.Now().Add(life).Unix()}
}

var encoding = base64.RawURLEncoding

func signToken(claims Claims, secret []byte) string {
	payload, _ := json.Marshal(claims) // strings and integers always can be
	text := encoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encoding.EncodeToString(payload)
	return text + "." + encoding.EncodeToString(macOf(text, secret))
}

// readToken returns the claims of a token that the judge signed for this audience and that has not ended.
func readToken(token, audience string, secret []byte) (claims Claims, err error) {
	at := strings.LastIndexByte(token, '.')
	text, signature := token[:max(at, 0)], token[at+1:]
	mac, err := encoding.DecodeString(signature)
	if err != nil || !hmac.Equal(mac, macOf(text, secret)) {
		return claims, errors.New("the token is not ours")
	}
	_, encoded, _ := strings.Cut(text, ".")
	payload, err := encoding.DecodeString(encoded)
	if err != nil {
		return claims, err
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return claims, err
	}
	if claims.Audience != audience || claims.Expires <= time.Now().Unix() {
		return claims, errors.New("the token has ended, or is for something else")
	}
	return claims, nil
}

func macOf(text string, secret []byte) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
