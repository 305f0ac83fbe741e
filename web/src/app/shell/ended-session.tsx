import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Me } from 'lectern-client';
import { useEffect, useState } from 'react';
import { settingsQuery } from '../../lib/server/settings.ts';
import { SignInAgain } from './sign-in-again.tsx';

/**
 * Asks whoever is nobody any more to sign in again: above the page where they can by a password, else on the page for
 * signing in, from where they come back.
 */
export function EndedSession({ person: { email } }: { person: Me }) {
  const router = useRouter();
  const settings = useQuery(settingsQuery);
  const [isSomebodyElse, setSomebodyElse] = useState(false);
  const mayAsk = email !== null && settings.data?.passwordSignIn === 'on' && !isSomebodyElse;
  const leaves = !settings.isPending && !mayAsk;
  useEffect(() => {
    const { href } = router.latestLocation;
    if (leaves)
      void router.navigate({ to: '/sign-in', search: { next: href }, replace: true, ignoreBlocker: true });
  }, [leaves, router]);
  return mayAsk && <SignInAgain email={email} onSomebodyElse={() => setSomebodyElse(true)} />;
}
