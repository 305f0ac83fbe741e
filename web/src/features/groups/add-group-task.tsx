import { type TransformedValues, useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../lib/format/rules.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { Section } from '../../ui/section.tsx';
import { type TimeWindow, useWindowRules, WindowFields } from '../../ui/window-fields.tsx';
import { useAccessQuestion } from '../people/use-access-question.ts';
import { TaskSelect } from '../tasks/list/task-select.tsx';

interface AddGroupTaskProps {
  readonly groupId: string;
  /** Ids of its tasks. */
  readonly present: ReadonlySet<string>;
}

/** Rounded down to the minute, so that the task is open immediately. */
const fromNowOn = (): TimeWindow => ({
  opensAt: new Date(Math.floor(serverNowMs() / 60_000) * 60_000).toISOString(),
  closesAt: null,
});

export function AddGroupTask({ groupId, present }: AddGroupTaskProps) {
  const { t } = useTranslation(['groups', 'schedule']);
  const { change, dialog } = useAccessQuestion();
  const rules = useRules();
  const windowRules = useWindowRules({ opensAtRequired: true });
  const form = useForm({
    initialValues: { taskId: undefined as string | undefined, ...fromNowOn() },
    validate: { taskId: rules.choice, ...windowRules },
    transformValues: ({ taskId, opensAt, closesAt }) => ({
      taskId: taskId as string,
      body: { opensAt: opensAt as string, closesAt },
    }),
  });
  const adding = useAction({
    failure: 'form',
    mutationFn: ({ taskId, body }: TransformedValues<typeof form>) =>
      change((query) =>
        send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId, taskId }, query, body }),
      ),
    onSuccess() {
      form.setFieldValue('taskId', undefined);
      form.getInputNode('taskId')?.focus();
    },
  });

  return (
    <Section title={t('groupTasks.addTitle')} hint={t('groupTasks.addHint')}>
      <Form form={form} onSubmit={adding.mutate}>
        <TaskSelect label={t('groupTasks.task')} without={present} {...form.getInputProps('taskId')} />
        <WindowFields form={form} opensAtRequired withoutEnd={t('schedule:window.emptyNever')} />
        <FormEnd sending={adding} submitLabel={t('groupTasks.add')} />
        {dialog}
      </Form>
    </Section>
  );
}
