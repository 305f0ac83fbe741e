import { useEffect } from 'react';
import { platformTokens } from '../../../lib/embedding.ts';
import { isApiError } from '../../../lib/is-api-error.ts';

/** In the frame of a platform, tells its page the code of what the reader is told, once however often it is found. */
export function useTellPlatform(error: unknown): void {
  const code = isApiError(error) ? error.code : undefined;
  useEffect(() => {
    if (code !== undefined) platformTokens?.report(code);
  }, [code]);
}
