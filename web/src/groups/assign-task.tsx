import { type TransformedValues, useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { send } from '../api/resource.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { useAction } from '../api/use-action.ts';
import { Form } from '../ui/form.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { useRules } from '../ui/rules.ts';
import { Section } from '../ui/section.tsx';
import { TaskSelect } from '../ui/task-select.tsx';
import { type TimeWindow, useWindowRules, WindowFields } from '../ui/window-fields.tsx';

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
  const assigning = useAction({
    failure: 'form',
    mutationFn: ({ taskId, body }: TransformedValues<typeof form>) =>
      send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId, taskId }, body }),
    onSuccess() {
      form.setFieldValue('taskId', undefined);
      form.getInputNode('taskId')?.focus();
    },
  });

  return (
    <Section title={t('groupTasks.addTitle')} hint={t('groupTasks.addHint')}>
      <Form form={form} onSubmit={assigning.mutate}>
        <TaskSelect label={t('groupTasks.task')} without={present} {...form.getInputProps('taskId')} />
        <WindowFields form={form} opensAtRequired withoutEnd={t('window.emptyNever')} />
        <FormEnd sending={assigning} submitLabel={t('groupTasks.add')} />
      </Form>
    </Section>
  );
}
