import { Badge, Button, Group, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneName, useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { NextPage } from '../../ui/next-page.tsx';
import { IconPlus } from '../../ui/page-icons.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { ContainerLink } from './container-link.tsx';
import { ReadingNow } from './reading-now.tsx';
import { TaskUsageDialog } from './task-usage-dialog.tsx';
import { neverOpens, removeTaskUsage, takeTaskOut, useTaskUsages } from './task-usages.ts';

/** The groups and contests that contain a task, and when it is open there. */
export function TaskUsagesTab({ taskId }: { taskId: string }) {
  const { t, i18n } = useTranslation(['schedule', 'shell']);
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useTaskUsages(taskId);
  const [dialog, setDialog] = useState<{ usage: Schemas.TaskUsage | undefined } | undefined>();
  const remove = useAction({
    failure: 'corner',
    mutationFn: (usage: Schemas.TaskUsage) => takeTaskOut(taskId, usage),
    meta: { done: ({ name }) => t('usages.removed', { name }), undo: (_usage, undo) => undo },
    onSuccess: () => heading.current?.focus(),
  });

  return (
    <Section
      headingRef={heading}
      title={t('usages.title')}
      hint={t('usages.zone', { zone: timeZoneName(i18n.language) })}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ usage: undefined })}>
          {t('usages.add')}
        </Button>
      }
    >
      <QueryView query={query}>
        {(usages) => (
          <DataTable
            label={t('usages.title')}
            rows={usages}
            rowKey={({ id }) => id}
            empty={t('usages.none')}
            minWidth={640}
            columns={[
              {
                key: 'name',
                title: t('usages.where'),
                cell: (usage) => (
                  <Group gap="xs" wrap="nowrap">
                    <div>
                      <ContainerLink place={usage} />
                      <Text size="xs" c="dimmed">
                        {t(`usages.kind.${usage.kind}`)}
                      </Text>
                    </div>
                    {usage.label !== null && (
                      <Badge variant="default" tt="none" title={t('usages.label')}>
                        {usage.label}
                      </Badge>
                    )}
                  </Group>
                ),
              },
              {
                key: 'opens',
                title: t('usages.opens'),
                cell: (usage) =>
                  neverOpens(usage) ? (
                    t('usages.outside')
                  ) : (
                    <time dateTime={usage.opensAt}>{format.dateTime(usage.opensAt)}</time>
                  ),
              },
              {
                key: 'closes',
                title: t('usages.closes'),
                cell: (usage) =>
                  neverOpens(usage) ? null : usage.closesAt === null ? (
                    <Text size="sm" c="dimmed">
                      {t('usages.never')}
                    </Text>
                  ) : (
                    <time dateTime={usage.closesAt}>{format.dateTime(usage.closesAt)}</time>
                  ),
              },
              {
                key: 'actions',
                title: t('shell:action.all'),
                isTitleHidden: true,
                cell: (usage) => (
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => setDialog({ usage })}
                      aria-label={t('usages.move', { name: usage.name })}
                    >
                      {t('shell:action.edit')}
                    </Button>
                    <ConfirmButton
                      question={t('usages.removeQuestion', { name: usage.name })}
                      fields={<ReadingNow removal={() => removeTaskUsage(taskId, usage, { dryRun: true })} />}
                      onConfirm={() => remove.mutate(usage)}
                      aria-label={t('usages.remove', { name: usage.name })}
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
      <TaskUsageDialog
        taskId={taskId}
        opened={dialog !== undefined}
        usage={dialog?.usage}
        taken={query.data?.map(({ id }) => id) ?? []}
        onClose={() => setDialog(undefined)}
      />
    </Section>
  );
}
