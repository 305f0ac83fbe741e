import { LecternApiError, type LecternErrorCode } from 'lectern-client';

export const isApiError = <Code extends LecternErrorCode>(
  error: unknown,
  ...codes: ReadonlyArray<Code>
): error is LecternApiError & { readonly code: Code } =>
  error instanceof LecternApiError && (codes.length === 0 || codes.some((code) => code === error.code));
