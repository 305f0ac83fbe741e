import { Button, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { beginProviderSignIn } from '../../lib/server/session.ts';
import { IconLogin2 } from '../../ui/icons.ts';
import { Refusal } from './refusal.tsx';

interface ProviderButtonProps {
  /** The provider's name. */
  readonly name: string;
  /** The page to return to. */
  readonly next: string;
  /** Whether it is the only way to sign in. */
  readonly isOnly: boolean;
  /** Whether this was the last attempt. */
  readonly isLast: boolean;
  readonly onAttempt: () => void;
}

/** Continues to the provider. */
export function ProviderButton({ name, next, isOnly, isLast, onAttempt }: ProviderButtonProps) {
  const { t } = useTranslation();
  const leave = useAction({
    mutationFn: () => beginProviderSignIn(next),
    failure: 'form',
    onSuccess: (url) => location.assign(url),
  });
  const { reset } = leave;
  useEffect(() => {
    // On "back", browsers restore the page as it was left. The event of the first load may come after an attempt, so it is ignored.
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
