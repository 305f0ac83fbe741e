import { Button, Group } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import type { Container } from '../../../lib/server/container.ts';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { makeBooklet, removeBooklet } from './booklets.ts';
import { openBooklet, saveBooklet } from './open-booklet.ts';

interface BookletActionsProps {
  readonly owner: Container;
  readonly booklet: Schemas.Booklet;
  readonly onRemoved: () => void;
}

const wishOf = ({ kind }: Container, { oddPages, timeZone, includesUpcoming }: Schemas.Booklet) =>
  kind === 'contest' ? { oddPages, timeZone } : { oddPages, includesUpcoming };

export function BookletActions({ owner, booklet, onRemoved }: BookletActionsProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const format = useFormat();
  const { language, made } = booklet;
  const which = { language: format.language(language) };
  const opening = useAction({ failure: 'corner', mutationFn: () => openBooklet(owner, language) });
  const saving = useAction({ failure: 'corner', mutationFn: () => saveBooklet(owner, language) });
  const making = useAction({
    failure: 'corner',
    mutationFn: () => makeBooklet(owner, language, wishOf(owner, booklet)),
    meta: { done: t('booklets.asked') },
  });
  const removing = useAction({
    failure: 'corner',
    mutationFn: () => removeBooklet(owner, language),
    onSuccess: onRemoved,
  });
  return (
    <Group gap={4}>
      {made && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={opening.isPending}
          onClick={() => opening.mutate()}
          aria-label={t('booklets.openOf', which)}
        >
          {t('booklets.open')}
        </Button>
      )}
      <RowMenu
        of={which.language}
        isBusy={saving.isPending || making.isPending || removing.isPending}
        actions={[
          ...(made ? [{ label: t('booklets.save'), onClick: () => saving.mutate() }] : []),
          { label: t('booklets.again'), onClick: () => making.mutate() },
          {
            label: t('shell:action.remove'),
            question: t(`booklets.removeQuestion.${owner.kind}`, which),
            onClick: () => removing.mutate(),
          },
        ]}
      />
    </Group>
  );
}
