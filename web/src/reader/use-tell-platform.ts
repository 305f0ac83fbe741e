import { useEffect } from 'react';
import { isApiError } from '../api/client.ts';
import { platformTokens } from '../api/embedding.ts';

/** In the frame of a platform, tells its page the code of what the reader is told. */
export function useTellPlatform(error: unknown): void {
  useEffect(() => {
    if (isApiError(error)) platformTokens?.report(error.code);
  }, [error]);
}
