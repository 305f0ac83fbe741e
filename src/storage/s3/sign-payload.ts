import type { PutObjectCommand } from '@aws-sdk/client-s3';

/**
 * Makes the service check the SHA-256 of what arrives, and refuse other bytes with `XAmzContentSHA256Mismatch`:
 * the client keeps a payload hash that is there (Signature Version 4, `x-amz-content-sha256`), and would send
 * `UNSIGNED-PAYLOAD` for a stream. `x-amz-checksum-sha256` is not as widely known: Ceph 18 ignores it.
 */
export function signPayload(command: PutObjectCommand, sha256: string): void {
  command.middlewareStack.add(
    (next) => (parts) => {
      const { headers } = parts.request as { headers: Record<string, string> };
      headers['x-amz-content-sha256'] = sha256;
      return next(parts);
    },
    { step: 'build', name: 'signPayload' },
  );
}
