import { Button, Group } from '@mantine/core';
import type { Booklet, Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { makeBooklet } from '../api/booklets.ts';
import { client } from '../api/client.ts';
import { useSending } from '../api/use-sending.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useFormat } from '../ui/format.ts';
import { notifyError } from '../ui/notify.ts';
import { openBooklet, saveBooklet } from './open-booklet.ts';

interface BookletActionsProps {
  readonly contest: Contest;
  readonly booklet: Booklet;
  readonly onRemoved: () => void;
}

export function BookletActions({ contest, booklet, onRemoved }: BookletActionsProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const format = useFormat();
  const { contestId, name } = contest;
  const { language, oddPages, timeZone, made } = booklet;
  const which = { language: format.language(language) };
  const meta = { invalidates: [['contests', contestId]] };
  const choice = { contestId, name, language };
  const opening = useSending({ mutationFn: () => openBooklet(choice), onError: notifyError });
  const saving = useSending({ mutationFn: () => saveBooklet(choice), onError: notifyError });
  const making = useSending({
    mutationFn: () => makeBooklet(contestId, language, { oddPages, timeZone }),
    meta: { ...meta, done: t('booklets.asked') },
    onError: notifyError,
  });
  const removing = useSending({
    mutationFn: () =>
      client.delete('/api/v1/contests/{contestId}/booklets/{language}', { path: { contestId, language } }),
    meta,
    onSuccess: onRemoved,
    onError: notifyError,
  });
  return (
    <Group gap={4}>
      {made && (
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={opening.isPending}
            onClick={() => opening.mutate()}
            aria-label={t('booklets.openOf', which)}
          >
            {t('booklets.open')}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={saving.isPending}
            onClick={() => saving.mutate()}
            aria-label={t('booklets.saveOf', which)}
          >
            {t('booklets.save')}
          </Button>
        </>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        loading={making.isPending}
        onClick={() => making.mutate()}
        aria-label={t('booklets.againOf', which)}
      >
        {t('booklets.again')}
      </Button>
      <ConfirmButton
        question={t('booklets.removeQuestion', which)}
        onConfirm={() => removing.mutate()}
        loading={removing.isPending}
        aria-label={t('booklets.removeOf', which)}
      >
        {t('shell:action.remove')}
      </ConfirmButton>
    </Group>
  );
}
