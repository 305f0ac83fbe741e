import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { ContestTask } from 'lectern-client';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { useSending } from '../api/use-sending.ts';
import { TaskSelect } from '../tasks/task-select.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Section } from '../ui/section.tsx';
import { contestTasksQuery } from './contest-queries.ts';
import { nextLabel } from './labels.ts';

interface AddContestTaskProps {
  readonly contestId: string;
  readonly tasks: ReadonlyArray<ContestTask>;
}

/** Puts one more task at the end of a contest. */
export function AddContestTask({ contestId, tasks }: AddContestTaskProps) {
  const { t } = useTranslation('contests');
  const [picked, setPicked] = useState<string>();
  const [ownLabel, setOwnLabel] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const label = ownLabel ?? nextLabel(tasks.map((task) => task.label));
  const adding = useSending({
    mutationFn: (taskId: string) =>
      client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
        path: { contestId, taskId },
        body: { label },
      }),
    meta: { invalidates: [contestTasksQuery(contestId).queryKey] },
    onSuccess() {
      setPicked(undefined);
      setOwnLabel(undefined);
      field.current?.focus();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(picked === undefined);
    if (picked) adding.mutate(picked);
    else field.current?.focus();
  }

  return (
    <Section title={t('contestTasks.addTitle')} hint={t('contestTasks.addHint')}>
      <form onSubmit={submit}>
        <Stack>
          <Group align="flex-start">
            <div style={{ flex: '1 1 240px' }}>
              <TaskSelect
                label={t('contestTasks.task')}
                value={picked}
                onChange={(task) => {
                  setPicked(task);
                  setMissing(false);
                }}
                without={new Set(tasks.map(({ taskId }) => taskId))}
                error={isMissing ? t('contestTasks.missing') : undefined}
                inputRef={field}
              />
            </div>
            <TextInput
              label={t('contestTasks.label')}
              required
              maxLength={20}
              w={120}
              value={label}
              onChange={({ currentTarget }) => setOwnLabel(currentTarget.value)}
            />
          </Group>
          {adding.isError && <ErrorNotice error={adding.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={adding.isPending}>
              {t('contestTasks.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
