import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  isSignedBy,
  parseCheckpoint,
  parseNotes,
  parseVerifierKey,
  type SignedNote,
  signNote,
} from '../../audit-log/signed-note.ts';

/** The example of golang.org/x/mod/sumdb/note: its keys, its text and its signature. */
const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const signerKey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const text = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`;
const signed = `${text}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

/** A private key of 32 bytes as PKCS #8 (RFC 8410 §7). */
const privateKey = createPrivateKey({
  key: Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(signerKey.slice('PRIVATE+KEY+PeterNeumann+c74f20a3+'.length), 'base64').subarray(1),
  ]),
  ...({ format: 'der', type: 'pkcs8' } as const),
});
const keyOf = (key: string) => parseVerifierKey(key) ?? assert.fail(`${key} is no key`);
const notesIn = (notes: string) => parseNotes(notes) ?? assert.fail('no notes');

describe('a signed note', () => {
  it('is the one that Go makes', () => {
    assert.equal(signNote(text, 'PeterNeumann', privateKey), signed);
  });

  it('verifies by its key alone', () => {
    const [note] = notesIn(signed) as [SignedNote];
    assert.ok(isSignedBy(note, keyOf(verifierKey)));
    assert.ok(!isSignedBy({ ...note, text: note.text.replace('answer', 'question') }, keyOf(verifierKey)));
    assert.ok(!isSignedBy(note, { ...keyOf(verifierKey), name: 'Someone' }));
  });

  it('can be followed by others, but by nothing else', () => {
    assert.deepEqual(
      notesIn(signed + signed).map((note) => note.text),
      [text, text],
    );
    assert.equal(parseNotes(`${signed}x`), undefined);
    assert.equal(parseNotes(signed.slice(0, -1)), undefined);
    assert.deepEqual(parseNotes(''), []);
  });

  it('is searched for once, however long a text without notes is', () => {
    // Searching from each line would take days.
    for (const lines of ['a\n', '— a b\n', '— a b'].map((line) => line.repeat(500_000))) {
      assert.equal(parseNotes(`${lines}\n\n— a b!`), undefined);
    }
  });

  it('needs a key with the right id', () => {
    assert.equal(parseVerifierKey(verifierKey.replace('c74f20a3', 'c74f20a4')), undefined);
    assert.equal(parseVerifierKey(verifierKey.replace('Peter', 'Paul')), undefined);
    assert.equal(parseVerifierKey(signerKey), undefined);
  });
});

describe('a checkpoint', () => {
  /** The example of C2SP tlog-checkpoint. */
  const example = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
`;

  it('has an origin, a size and a root', () => {
    const { origin, size, root } = parseCheckpoint(example) ?? assert.fail();
    assert.deepEqual([origin, size], ['example.com/behind-the-sofa', 20_852_163]);
    assert.equal(root.toString('hex'), '0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62');
    assert.deepEqual(parseCheckpoint(`${example}an extension\n`), parseCheckpoint(example));
  });

  it('has nothing else', () => {
    for (const wrong of [
      example.replace('20852163', '020852163'),
      example.replace('I=', ''),
      example.slice(0, -1),
    ]) {
      assert.equal(parseCheckpoint(wrong), undefined);
    }
  });
});
