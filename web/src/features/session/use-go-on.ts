import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { basePath } from '../../lib/base-path.ts';
import { meQuery } from '../../lib/server/session.ts';

/** Redirects a signed-in user, also after signing in, to a path of the app. Returns whether it does. */
export function useGoOn(next: string): boolean {
  const { history } = useRouter();
  const isSignedIn = Boolean(useQuery(meQuery).data);
  useEffect(() => {
    if (isSignedIn) history.replace(basePath + next);
  }, [isSignedIn, history, next]);
  return isSignedIn;
}
