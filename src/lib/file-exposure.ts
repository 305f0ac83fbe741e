/**
 * Whose file with secrets it is. `own`: of the data folder, for its owner alone. `mounted`: brought by somebody else; its
 * group may read it, since Kubernetes mounts secrets like that.
 */
export type SecretFileOrigin = 'own' | 'mounted';

/** Bits of a file's mode that must not be set, and what it should be. */
const modes = {
  own: { forbidden: 0o077, right: '600' },
  mounted: { forbidden: 0o037, right: '640' },
} as const satisfies Record<SecretFileOrigin, object>;

/** That others may read or change a file with secrets, and what to do, in words; undefined where they may not. */
export function exposureOf(path: string, mode: number, origin: SecretFileOrigin): string | undefined {
  const { forbidden, right } = modes[origin];
  return (mode & forbidden) === 0 ? undefined : `others may read or change it. Run: chmod ${right} ${path}`;
}
