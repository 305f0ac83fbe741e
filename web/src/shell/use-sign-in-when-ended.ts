import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Asks whoever is nobody any more to sign in, and to come back to where they were. */
export function useSignInWhenEnded(ended: boolean): void {
  const router = useRouter();
  useEffect(() => {
    const { pathname, href } = router.latestLocation;
    // Whoever has signed out is on the way there already.
    if (!ended || pathname === '/sign-in') return;
    void router.navigate({ to: '/sign-in', search: { next: href }, replace: true });
  }, [ended, router]);
}
