import { createSecretKey } from 'node:crypto';
import type { KeyRing } from 'lectern-signing';
import { sha256 } from '../contracts/driver-contract.ts';
import { issue } from '../signing/example.ts';
import { embeddedSigner } from '../signing/signers.ts';
import type { SignedRequest } from './url-mutations.ts';

const keyOf = (id: string, fill: number) => ({
  id,
  secret: createSecretKey(Buffer.alloc(32, fill)),
  createdAtMs: 0,
});

/** Two keys, so that the signature of one can be combined with the id of the other. */
export const corpusRing: KeyRing = [keyOf('key-1', 0x11), keyOf('key_2', 0x22)];

const filesUrl = 'https://files.example.com/store';
export const corpusExpiresAtSeconds = 1_795_536_000;
export const corpusInTimeMs = corpusExpiresAtSeconds * 1000 - 1;

/** From which the tests send. */
export const corpusClient = '127.0.0.1';

export const corpusSigner = signerWith(...corpusRing);

/** The whole URL of a target, as a person may paste it. */
export const urlOf = (target: string): string => filesUrl + target;

function signerWith(...ring: KeyRing): ReturnType<typeof embeddedSigner> {
  return embeddedSigner({ ring, filesUrl });
}

const names = ['c.pdf', 'Übung (1).pdf', "it's 100%41 + ą.pdf"];

/** Signed requests: the same objects, names and sizes under both keys, for reading, saving by one client, and uploading. */
export const signedCorpus: ReadonlyArray<SignedRequest> = [corpusRing, corpusRing.toReversed()].flatMap(
  (ring) => {
    const signer = signerWith(...(ring as unknown as KeyRing));
    const times = { signedAtSeconds: corpusExpiresAtSeconds - 300, expiresAtSeconds: corpusExpiresAtSeconds };
    const path = ({ url }: { readonly url: string }) => url.slice(filesUrl.length);
    return names.flatMap((fileName) => {
      const objectKey = `documents/ab/${fileName}`;
      const readings = (['inline', 'attachment'] as const).map((disposition) => {
        return signer.signDownload({
          objectKey,
          fileName,
          disposition,
          client: disposition === 'attachment' ? corpusClient : undefined,
          correlation: issue('issue_1-A'),
          ...times,
        });
      });
      const upload = signer.signUpload({ objectKey, size: 3, sha256: sha256(Buffer.from('abc')), ...times });
      return [
        ...readings.map((reading) => ({ method: 'GET', target: path(reading) })),
        { method: 'PUT', target: path(upload) },
      ];
    });
  },
);
