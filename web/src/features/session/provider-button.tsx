import { Button, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { beginProviderSignIn } from '../../lib/server/session.ts';
import { IconLogin2 } from '../../ui/icons.ts';
import { Refusal } from './refusal.tsx';

interface ProviderButtonProps {
  /** Of the provider. */
  readonly name: string;
  /** The page to come back to. */
  readonly next: string;
  /** Whether there is no other way to sign in. */
  readonly isOnly: boolean;
  /** Whether nothing else was tried since. */
  readonly isLast: boolean;
  readonly onAttempt: () => void;
}

/** Leaves for the provider. */
export function ProviderButton({ name, next, isOnly, isLast, onAttempt }: ProviderButtonProps) {
  const { t } = useTranslation();
  const leave = useAction({
    mutationFn: () => beginProviderSignIn(next),
    failure: 'form',
    onSuccess: (url) => location.assign(url),
  });
  const { reset } = leave;
  useEffect(() => {
    // A browser that goes back shows the page as it was left; the first time, the event may come after an attempt.
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && reset();
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [reset]);
  return (
    <Stack>
      {isLast && leave.isError && <Refusal text={errorText(leave.error, t).title} />}
      <Button
        size="md"
        variant={isOnly ? 'filled' : 'default'}
        leftSection={<IconLogin2 size={18} />}
        loading={leave.isPending || leave.isSuccess}
        onClick={() => {
          onAttempt();
          leave.mutate();
        }}
      >
        {t('signIn.withProvider', { name })}
      </Button>
    </Stack>
  );
}
