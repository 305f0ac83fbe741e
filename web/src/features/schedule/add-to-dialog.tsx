import { Button, Group, List, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../lib/format/rules.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type TimeWindow, useWindowRules, WindowFields } from '../../ui/window-fields.tsx';
import { useAccessQuestion } from '../people/use-access-question.ts';
import { useContainerOptions } from './container-options.tsx';
import { type TaskContainer, useTaskContainers } from './task-usages.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Tasks for which the page of contests creates one. */
    newContestOf?: ReadonlyArray<string> | undefined;
  }
}

interface AddToProps {
  readonly kind: TaskContainer['kind'];
  /** Titles by id. */
  readonly tasks: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** Adds several tasks to a group or contest. Undefined closes the dialog. */
export function AddToDialog({ addTo }: { addTo: AddToProps | undefined }) {
  const { t } = useTranslation('schedule');
  return (
    <Dialog
      opened={addTo !== undefined}
      onClose={() => addTo?.onClose()}
      title={addTo ? t(`bulk.title.${addTo.kind}`, { count: addTo.tasks.size }) : ''}
    >
      {addTo && <AddTo {...addTo} />}
    </Dialog>
  );
}

function AddTo({ kind, tasks, onClose }: AddToProps) {
  const query = useTaskContainers(kind);
  const navigate = useNavigate();
  const { change, dialog } = useAccessQuestion();
  const sending = useAction({
    failure: 'form',
    mutationFn: ({
      place,
      window,
    }: {
      place: TaskContainer;
      window: TimeWindow;
    }): Promise<Schemas.AddedTasks> => {
      const taskIds = [...tasks.keys()];
      return change(
        (query) =>
          place.kind === 'group'
            ? send('post', '/api/v1/groups/{groupId}/tasks', {
                path: { groupId: place.id },
                query,
                body: { taskIds, opensAt: window.opensAt as string, closesAt: window.closesAt },
              })
            : send('post', '/api/v1/contests/{contestId}/tasks', {
                path: { contestId: place.id },
                query,
                body: { taskIds },
              }),
        tasks.size === 1 ? [...tasks.values()][0] : undefined,
      );
    },
  });
  if (sending.isSuccess) {
    const { name } = sending.variables.place;
    return <Outcome added={sending.data} name={name} tasks={tasks} onClose={onClose} />;
  }
  return (
    <QueryView query={query} pending={<Pending rows={2} height={60} />}>
      {(places) => (
        <>
          <AddToForm
            kind={kind}
            places={places}
            sending={sending}
            onNew={() => {
              const state = { newContestOf: [...tasks.keys()] };
              void navigate({ to: '/manage/contests', state });
            }}
            onCancel={onClose}
            onSubmit={(place, window) => sending.mutate({ place, window })}
          />
          {dialog}
        </>
      )}
    </QueryView>
  );
}

interface AddToFormProps {
  readonly kind: TaskContainer['kind'];
  readonly places: ReadonlyArray<TaskContainer>;
  readonly sending: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  /** Creates a contest to add to. */
  readonly onNew: () => void;
  readonly onCancel: () => void;
  readonly onSubmit: (place: TaskContainer, window: TimeWindow) => void;
}

function AddToForm({ kind, places, sending, onNew, onCancel, onSubmit }: AddToFormProps) {
  const { t } = useTranslation('schedule');
  const rules = useRules();
  const windowRules = useWindowRules({ opensAtRequired: kind === 'group' });
  const placeOf = (id: string | null) => places.find((place) => place.id === id);
  const form = useForm({
    initialValues: {
      placeId: null as string | null,
      opensAt: new Date().toISOString() as string | null,
      closesAt: null as string | null,
    },
    validate: { placeId: (id) => rules.choice(placeOf(id)), ...windowRules },
    transformValues: ({ placeId, ...window }) => ({ place: placeOf(placeId) as TaskContainer, window }),
  });

  return (
    <Form form={form} onSubmit={({ place, window }) => onSubmit(place, window)}>
      {kind === 'contest' && (
        // Above the list, which is open from the start.
        <Button variant="default" size="compact-sm" onClick={onNew} style={{ alignSelf: 'flex-start' }}>
          {t('bulk.newContest')}
        </Button>
      )}
      <Select
        label={t(`usages.kind.${kind}`)}
        placeholder={t('usages.choose')}
        {...useContainerOptions(places)}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('usages.nothingToChoose')}
        limit={200}
        data-autofocus
        {...form.getInputProps('placeId')}
      />
      {kind === 'group' ? (
        <WindowFields form={form} opensAtRequired withoutEnd={t('window.emptyNever')} />
      ) : (
        <Text size="sm">{t('bulk.contestHint')}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('bulk.keeps')}
      </Text>
      <FormEnd sending={sending} submitLabel={t('bulk.submit')} onCancel={onCancel} />
    </Form>
  );
}

interface OutcomeProps {
  readonly added: Schemas.AddedTasks;
  readonly name: string;
  readonly tasks: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** Which tasks were added, and which were already there. */
function Outcome({ added: { added, alreadyThere }, name, tasks, onClose }: OutcomeProps) {
  const { t } = useTranslation(['schedule', 'shell']);
  return (
    <Stack>
      {[
        { named: added, title: t('bulk.added', { count: added.length, name }) },
        { named: alreadyThere, title: t('bulk.alreadyThere', { count: alreadyThere.length, name }) },
      ].map(
        ({ named, title }) =>
          named.length > 0 && (
            <div key={title}>
              <Text size="sm" fw={600}>
                {title}
              </Text>
              <List size="sm">
                {named.map(({ taskId }) => (
                  <List.Item key={taskId}>{tasks.get(taskId)}</List.Item>
                ))}
              </List>
            </div>
          ),
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {t('shell:action.close')}
        </Button>
      </Group>
    </Stack>
  );
}
