import { useEffect } from 'react';
import { platformTokens } from '../../../lib/embedding.ts';
import { isApiError } from '../../../lib/is-api-error.ts';

/** In a platform's frame, reports the code of the shown error to the parent page, once per code. */
export function useTellPlatform(error: unknown): void {
  const code = isApiError(error) ? error.code : undefined;
  useEffect(() => {
    if (code !== undefined) platformTokens?.report(code);
  }, [code]);
}
