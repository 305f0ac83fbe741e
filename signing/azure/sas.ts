import { fromBase64 } from '../bytes.ts';
import type { Cryptography, SignText } from '../cryptography.ts';
import { percentEncode } from '../percent-encoding.ts';
import { SigningError } from '../signing-error.ts';

/** Azure's response to "Get User Delegation Key"; times as `2026-11-24T12:00:00Z`. */
export interface UserDelegationKey {
  readonly signedOid: string;
  readonly signedTid: string;
  readonly signedStart: string;
  readonly signedExpiry: string;
  readonly signedService: string;
  readonly signedVersion: string;
  /** Base64. */
  readonly value: string;
}

export type AzureCredential =
  | {
      readonly kind: 'account-key';
      /** Base64. */
      readonly key: string;
    }
  | {
      readonly kind: 'user-delegation';
      readonly key: UserDelegationKey;
      /** Unix milliseconds; no URL outlives its key. */
      readonly expiresAtMs: number;
    };

/** A credential, prepared for signing. */
export interface SasKey {
  readonly sign: SignText;
  /** `&skoid=…` to `&skv=…`, which identify a user delegation key to Azure; empty for an account key. */
  readonly parameters: string;
  /** Its lines in the string to sign, between the resource and the address of the client. */
  readonly lines: string;
  /** Unix seconds; infinite for an account key. */
  readonly expiresAtSeconds: number;
}

/** What a SAS permits, without its key. */
export interface SasContent {
  /** `r` reads a blob, `c` creates one and never replaces it, `d` deletes one. */
  readonly permissions: 'r' | 'c' | 'd';
  /** `/blob/{account}/{container}/{blob}`, not percent-encoded. */
  readonly resource: string;
  /** The only client (sip), an IPv4 address; empty for any. */
  readonly client: string;
  /** `https`, or `https,http`. */
  readonly protocol: string;
  /** `2026-11-24T12:05:00Z`. */
  readonly expiry: string;
  /** The response headers that the URL sets; empty if not set. */
  readonly cacheControl: string;
  readonly contentDisposition: string;
  readonly contentEncoding: string;
  readonly contentLanguage: string;
  readonly contentType: string;
}

/**
 * The version of the service that parses the SAS. Its two strings to sign are valid since 2020-12-06 and, with a user delegation key, until
 * 2025-07-05; every Azure region and Azurite support it.
 */
export const sasVersion = '2022-11-02';

/** The parameters that identify a user delegation key, in order. */
export const keyParameterNames = ['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'] as const;

/**
 * Prepares a credential. Slow compared to a signature, so keep the result while the credential is unchanged.
 * Throws `key-invalid` for a key that is not base64.
 */
export function sasKey({ hmacSha256 }: Cryptography, credential: AzureCredential): SasKey {
  if (credential.kind === 'account-key') {
    // No stored access policy (si).
    return {
      sign: hmacSha256(secretOf(credential.key)),
      parameters: '',
      lines: '\n',
      expiresAtSeconds: Number.POSITIVE_INFINITY,
    };
  }
  const { key } = credential;
  const fields = [
    key.signedOid,
    key.signedTid,
    key.signedStart,
    key.signedExpiry,
    key.signedService,
    key.signedVersion,
  ];
  return {
    sign: hmacSha256(secretOf(key.value)),
    parameters: keyParameterNames.map((name, at) => `&${name}=${percentEncode(fields[at] ?? '')}`).join(''),
    // No other agents (saoid, suoid), no correlation id (scid).
    lines: `${fields.join('\n')}\n\n\n\n`,
    expiresAtSeconds: Math.floor(credential.expiresAtMs / 1000),
  };
}

function secretOf(key: string): Uint8Array {
  try {
    return fromBase64(key);
  } catch {
    throw new SigningError('key-invalid', 'The key for Azure is not base64.'); // without the cause, which might quote the key
  }
}

/**
 * Azure Storage REST, "Create a service SAS", version 2020-12-06 and later, and "Create a user delegation SAS": one function, because they
 * differ only in the lines of the key. Azure's code with the lines:
 * https://github.com/Azure/azure-sdk-for-js/blob/abc2367a205c40ccca65eeafb613e376eac8a9c0/sdk/storage/storage-blob/src/sas/BlobSASSignatureValues.ts
 * Left empty: start (st), snapshot and encryption scope (ses).
 */
export function stringToSign(content: SasContent, keyLines: string): string {
  const { permissions, expiry, resource, client, protocol } = content;
  const { cacheControl, contentDisposition, contentEncoding, contentLanguage, contentType } = content;
  return `${permissions}\n\n${expiry}\n${resource}\n${keyLines}${client}\n${protocol}\n${sasVersion}\nb\n\n\n${cacheControl}\n${contentDisposition}\n${contentEncoding}\n${contentLanguage}\n${contentType}`;
}
