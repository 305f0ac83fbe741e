import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { useSending } from '../api/use-sending.ts';
import { TaskSelect } from '../tasks/task-select.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Section } from '../ui/section.tsx';
import { endsTooEarly, type TimeWindow, WindowFields } from '../ui/window-fields.tsx';

interface AssignTaskProps {
  readonly groupId: string;
  /** Ids of its tasks. */
  readonly present: ReadonlySet<string>;
}

/** To the minute that has begun, so that it is open at once. */
const fromNowOn = (): TimeWindow => ({
  opensAt: new Date(Math.floor(serverNowMs() / 60_000) * 60_000).toISOString(),
  closesAt: null,
});

/** Gives a group one more task. */
export function AssignTask({ groupId, present }: AssignTaskProps) {
  const { t } = useTranslation('contests');
  const [picked, setPicked] = useState<string>();
  const [window, setWindow] = useState(fromNowOn);
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const assigning = useSending({
    mutationFn: ({ taskId, opensAt }: { taskId: string; opensAt: string }) =>
      client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
        path: { groupId, taskId },
        body: { opensAt, closesAt: window.closesAt },
      }),
    meta: { invalidates: [['groups', groupId]] },
    onSuccess() {
      setPicked(undefined);
      field.current?.focus();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(picked === undefined);
    const { opensAt } = window;
    if (picked === undefined) field.current?.focus();
    else if (opensAt !== null && !endsTooEarly(window)) assigning.mutate({ taskId: picked, opensAt });
  }

  return (
    <Section title={t('groupTasks.addTitle')} hint={t('groupTasks.addHint')}>
      <form onSubmit={submit}>
        <Stack>
          <TaskSelect
            label={t('groupTasks.task')}
            value={picked}
            onChange={(task) => {
              setPicked(task);
              setMissing(false);
            }}
            without={present}
            error={isMissing ? t('groupTasks.missing') : undefined}
            inputRef={field}
          />
          <WindowFields
            value={window}
            onChange={setWindow}
            opensAtRequired
            withoutEnd={t('window.emptyNever')}
          />
          {assigning.isError && <ErrorNotice error={assigning.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={assigning.isPending}>
              {t('groupTasks.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
