import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { type ComponentType, useEffect, useState } from 'react';
import { settingsQuery } from '../../lib/server/settings.ts';
import type { SignInAgainProps } from './sign-in-again.tsx';

/**
 * Asks users whose session has expired to sign in again: in a dialog if they can use a password, otherwise on the sign-in page, which
 * brings them back.
 */
export function EndedSession({ person: { email } }: { person: Schemas.Me }) {
  const router = useRouter();
  const settings = useQuery(settingsQuery);
  const [SignInAgain, setSignInAgain] = useState<ComponentType<SignInAgainProps>>();
  const [isOnOtherPage, setOnOtherPage] = useState(false);
  const mayAsk = email !== null && settings.data?.passwordSignIn === 'on' && !isOnOtherPage;
  const leaves = !settings.isPending && !mayAsk;
  useEffect(() => {
    const { href } = router.latestLocation;
    if (leaves)
      void router.navigate({ to: '/sign-in', search: { next: href }, replace: true, ignoreBlocker: true });
  }, [leaves, router]);
  useEffect(() => {
    if (mayAsk)
      import('./sign-in-again.tsx').then(
        (file) => setSignInAgain(() => file.SignInAgain),
        () => setOnOtherPage(true),
      );
  }, [mayAsk]);
  return mayAsk && SignInAgain && <SignInAgain email={email} onSomebodyElse={() => setOnOtherPage(true)} />;
}
