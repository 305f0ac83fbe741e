import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createEmbeddedSigner } from 'lectern-signing/embedded';
import { openKeyFile } from '../../src/core/keys/key-file.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { sha256 } from '../../test/contracts/driver-contract.ts';

export interface SignedFile {
  readonly path: string;
  /** Path and query of its signed URL. */
  readonly target: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A data folder that Lectern and nginx can serve, with its keys, and a signer whose URLs work for an hour. */
export async function openDataFolder(dataDir: string) {
  const keysOf = (folder: string) => join(folder, 'signing-keys.json');
  const keys = await openKeyFile({ path: keysOf(dataDir), origin: 'own', clock: systemClock });
  const signer = createEmbeddedSigner({ ring: keys.ring, filesUrl: 'http://127.0.0.1' });
  const signedAtSeconds = Math.floor(Date.now() / 1000);
  const validity = { signedAtSeconds, expiresAtSeconds: signedAtSeconds + 3600 };
  const targetOf = (url: string) => url.slice('http://127.0.0.1'.length);
  const objectsFolder = join(dataDir, 'files/objects');

  return {
    objectsFolder,
    /** Lets a server with another, empty data folder, and so with its own database, serve the same URLs from the same files. */
    shareWith(otherDataDir: string): void {
      copyFileSync(keysOf(dataDir), keysOf(otherDataDir));
      symlinkSync(join(dataDir, 'files'), join(otherDataDir, 'files'));
    },
    addFile(bytes: number): SignedFile {
      const objectKey = newObjectKey();
      const path = join(objectsFolder, objectKey);
      const content = randomBytes(bytes);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      const named = { fileName: 'statement.pdf', disposition: 'inline' } as const;
      const correlation = { name: 'issue', value: 'bench' };
      const { url } = signer.signDownload({ objectKey, ...named, correlation, ...validity });
      return { path, target: targetOf(url), bytes, sha256: sha256(content) };
    },
    uploadTarget(content: Uint8Array) {
      const expected = { size: content.length, sha256: sha256(content) };
      return targetOf(signer.signUpload({ objectKey: newObjectKey(), ...expected, ...validity }).url);
    },
  };
}
