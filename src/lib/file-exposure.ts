/**
 * `own`: in the data folder, for its owner only. `mounted`: provided from outside; its group may read it, because Kubernetes mounts secrets
 * like that.
 */
export type SecretFileOrigin = 'own' | 'mounted';

/** Mode bits that must not be set, and the recommended mode. */
const modes = {
  own: { forbidden: 0o077, right: '600' },
  mounted: { forbidden: 0o037, right: '640' },
} as const satisfies Record<SecretFileOrigin, object>;

/** A message with the fix if others may read or change a file with secrets; otherwise undefined. */
export function exposureOf(path: string, mode: number, origin: SecretFileOrigin): string | undefined {
  const { forbidden, right } = modes[origin];
  return (mode & forbidden) === 0
    ? undefined
    : `other users can read or change it. Run: chmod ${right} ${path}`;
}
