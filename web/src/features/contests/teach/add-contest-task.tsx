import { Group, TextInput } from '@mantine/core';
import { type TransformedValues, useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { Section } from '../../../ui/section.tsx';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { nextLabel } from '../../schedule/labels.ts';
import { TaskSelect } from '../../tasks/list/task-select.tsx';

interface AddContestTaskProps {
  readonly contestId: string;
  readonly tasks: ReadonlyArray<Schemas.ContestTask>;
}

/** Adds a task at the end of a contest. */
export function AddContestTask({ contestId, tasks }: AddContestTaskProps) {
  const { t } = useTranslation(['contests', 'schedule']);
  const { change, dialog } = useAccessQuestion();
  const rules = useRules();
  const proposed = nextLabel(tasks);
  const form = useForm({
    initialValues: { taskId: undefined as string | undefined, label: undefined as string | undefined },
    validate: { taskId: rules.choice, label: (label = proposed) => rules.text(label) },
    transformValues: ({ taskId, label = proposed }) => ({ taskId: taskId as string, label }),
  });
  const adding = useAction({
    failure: 'form',
    mutationFn: ({ taskId, label }: TransformedValues<typeof form>) =>
      change(
        (query) =>
          send('put', '/api/v1/contests/{contestId}/tasks/{taskId}', {
            path: { contestId, taskId },
            query,
            body: { label },
          }),
        label,
      ),
    onSuccess() {
      form.reset();
      form.getInputNode('taskId')?.focus();
    },
  });

  return (
    <Section title={t('contestTasks.addTitle')} hint={t('contestTasks.addHint')}>
      <Form form={form} onSubmit={adding.mutate}>
        <Group align="flex-start">
          <div style={{ flex: '1 1 240px' }}>
            <TaskSelect
              label={t('contestTasks.task')}
              without={new Set(tasks.map(({ taskId }) => taskId))}
              {...form.getInputProps('taskId')}
            />
          </div>
          <TextInput
            label={t('schedule:contestTasks.label')}
            required
            maxLength={20}
            w={120}
            {...form.getInputProps('label')}
            value={form.values.label ?? proposed}
          />
        </Group>
        <FormEnd sending={adding} submitLabel={t('contestTasks.add')} />
        {dialog}
      </Form>
    </Section>
  );
}
