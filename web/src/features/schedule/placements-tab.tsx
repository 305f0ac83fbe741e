import { Badge, Button, Group, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneName, useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { IconPlus } from '../../ui/later-icons.ts';
import { NextPage } from '../../ui/next-page.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { PlacementDialog } from './placement-dialog.tsx';
import { PlacementLink } from './placement-link.tsx';
import { neverOpens, removePlacement, usePlacements } from './placements.ts';
import { ReadingNow } from './reading-now.tsx';

/** The groups and contests that contain a task, and when it is open there. */
export function PlacementsTab({ taskId }: { taskId: string }) {
  const { t, i18n } = useTranslation(['schedule', 'shell']);
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = usePlacements(taskId);
  const [dialog, setDialog] = useState<{ placement: Schemas.Placement | undefined } | undefined>();
  const remove = useAction({
    failure: 'corner',
    mutationFn: (placement: Schemas.Placement) => removePlacement(taskId, placement),
    meta: { done: ({ name }) => t('placements.removed', { name }) },
    onSuccess: () => heading.current?.focus(),
  });

  return (
    <Section
      headingRef={heading}
      title={t('placements.title')}
      hint={t('placements.zone', { zone: timeZoneName(i18n.language) })}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ placement: undefined })}>
          {t('placements.add')}
        </Button>
      }
    >
      <QueryView query={query}>
        {(placements) => (
          <DataTable
            label={t('placements.title')}
            rows={placements}
            rowKey={({ id }) => id}
            empty={t('placements.none')}
            minWidth={640}
            columns={[
              {
                key: 'name',
                title: t('placements.where'),
                cell: (placement) => (
                  <Group gap="xs" wrap="nowrap">
                    <div>
                      <PlacementLink place={placement} />
                      <Text size="xs" c="dimmed">
                        {t(`placements.kind.${placement.kind}`)}
                      </Text>
                    </div>
                    {placement.label !== null && (
                      <Badge variant="default" tt="none" title={t('placements.label')}>
                        {placement.label}
                      </Badge>
                    )}
                  </Group>
                ),
              },
              {
                key: 'opens',
                title: t('placements.opens'),
                cell: (placement) =>
                  neverOpens(placement) ? (
                    t('placements.outside')
                  ) : (
                    <time dateTime={placement.opensAt}>{format.dateTime(placement.opensAt)}</time>
                  ),
              },
              {
                key: 'closes',
                title: t('placements.closes'),
                cell: (placement) =>
                  neverOpens(placement) ? null : placement.closesAt === null ? (
                    <Text size="sm" c="dimmed">
                      {t('placements.never')}
                    </Text>
                  ) : (
                    <time dateTime={placement.closesAt}>{format.dateTime(placement.closesAt)}</time>
                  ),
              },
              {
                key: 'actions',
                title: t('shell:action.all'),
                isTitleHidden: true,
                cell: (placement) => (
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => setDialog({ placement })}
                      aria-label={t('placements.move', { name: placement.name })}
                    >
                      {t('shell:action.edit')}
                    </Button>
                    <ConfirmButton
                      question={t('placements.removeQuestion', { name: placement.name })}
                      fields={
                        <ReadingNow removal={() => removePlacement(taskId, placement, { dryRun: true })} />
                      }
                      onConfirm={() => remove.mutate(placement)}
                      aria-label={t('placements.remove', { name: placement.name })}
                    >
                      {t('shell:action.remove')}
                    </ConfirmButton>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </QueryView>
      <NextPage query={query} />
      <PlacementDialog
        taskId={taskId}
        opened={dialog !== undefined}
        placement={dialog?.placement}
        taken={query.data?.map(({ id }) => id) ?? []}
        onClose={() => setDialog(undefined)}
      />
    </Section>
  );
}
