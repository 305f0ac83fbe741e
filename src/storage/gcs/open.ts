import { createPrivateKey, type KeyObject } from 'node:crypto';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { providerLimits } from 'lectern-signing';
import { createGcsSigner, createGcsUrlReader, type GcsSignature } from 'lectern-signing/gcs';
import { OperatorError } from '../../lib/errors.ts';
import { bucketDefaults, createDocumentSigner } from '../document-signer.ts';
import { loadCredential } from '../renewed-credential.ts';
import type { Storage } from '../storage.ts';
import { answerTimeoutMs, askStorage } from '../storage-unavailable.ts';
import { createGcsDriver, type GcsBucket, gcsRemedies } from './driver.ts';
import type { GcsSettings } from './provider.ts';

/**
 * Google Cloud Storage.
 * @throws OperatorError when no credentials can sign
 */
export async function openGcs(settings: GcsSettings): Promise<Storage> {
  const bucket = connectGcs(settings);
  const signature = await loadGcsSignature(settings, bucket);
  const { name, endpoint } = bucket;
  const options = { ...bucketDefaults, bucket: name, endpoint, signature };
  return {
    provider: 'gcs',
    bindsUpload: providerLimits.gcs.bindsUpload,
    remedies: gcsRemedies,
    driver: createGcsDriver({ bucket }),
    signer: createDocumentSigner('gcs', { ...createGcsSigner(options), ...createGcsUrlReader(options) }),
    publicUrl: `${endpoint}/${name}`,
    close() {},
  };
}

/** To read and write objects, and to let IAM sign (REST reference of `signBlob`, authorization scopes). */
const scopes = [
  'https://www.googleapis.com/auth/devstorage.read_write',
  'https://www.googleapis.com/auth/iam',
];

/**
 * Connects with the credentials that Google's library finds. A plain http endpoint is an emulator and gets no token. Sends nothing yet:
 * wrong credentials fail at the driver's first call.
 */
export function connectGcs({ bucket, endpoint = 'https://storage.googleapis.com' }: GcsSettings): GcsBucket {
  const { origin, protocol } = new URL(endpoint);
  const auth =
    protocol === 'http:'
      ? new GoogleAuth({ authClient: new PassThroughClient() })
      : (new GoogleAuth({ scopes }) as GoogleAuth);
  return { name: bucket, endpoint: origin, auth };
}

/**
 * Chooses how to sign: the HMAC key of the settings, else the private key of the credentials file, else IAM for the service account of this
 * process.
 * @throws OperatorError when there is none of these
 */
export async function loadGcsSignature(
  { hmacAccessId, hmacSecret }: GcsSettings,
  { auth }: GcsBucket,
  timeoutMs = answerTimeoutMs,
): Promise<GcsSignature> {
  if (hmacAccessId !== undefined && hmacSecret !== undefined) {
    return { kind: 'hmac', accessId: hmacAccessId, secret: hmacSecret };
  }
  const credentials = await loadCredential(timeoutMs, () => auth.getCredentials());
  const { client_email: clientEmail, private_key: privateKey } = credentials;
  if (!clientEmail) {
    const message =
      'These Google credentials cannot sign URLs. Use a service account, or set GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET.';
    throw new OperatorError(message, { kind: 'settings' });
  }
  if (!privateKey) return { kind: 'sign-blob', clientEmail, signBlob: createSignBlob(auth, timeoutMs) };
  return { kind: 'rsa', clientEmail, privateKey: parsePrivateKey(privateKey) };
}

function parsePrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    const message = 'The private key in the Google credentials file is damaged. Download the file again.';
    throw new OperatorError(message, { kind: 'settings', cause });
  }
}

/**
 * Signs through IAM (`projects.serviceAccounts.signBlob`) with a key that Google keeps and rotates. The account needs the role Service
 * Account Token Creator on itself. Returns base64; throws `storage-unavailable`.
 */
export function createSignBlob(
  auth: Pick<GoogleAuth, 'sign'>,
  timeoutMs = answerTimeoutMs,
): (text: string) => Promise<string> {
  return (text) => askStorage(timeoutMs, () => auth.sign(text));
}
