import { Select, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CollaboratorRole } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { meQuery } from '../../api/session.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { Section } from '../../shell/section.tsx';
import { useNotifyError } from '../use-notify-error.ts';
import { AddCollaborator } from './add-collaborator.tsx';
import { type MayAs, taskRoles } from './task-role.ts';

/** Who works on a task; managers give and take the lower roles, owners all. */
export function CollaboratorsTab({ taskId, may }: { taskId: string; may: MayAs }) {
  const { t } = useTranslation(['manage', 'shell']);
  const notifyError = useNotifyError();
  const queryClient = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const ownId = useQuery(meQuery).data?.userId;
  const query = usePages(['tasks', taskId, 'collaborators'], (page, signal) =>
    client.get('/api/v1/tasks/{taskId}/collaborators', { path: { taskId }, query: page, signal }),
  );
  const options = {
    onError: notifyError,
    // One's own role may be among what changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tasks', taskId] }),
  };
  const put = useSending({
    mutationFn: (body: { email: string; role: CollaboratorRole }) =>
      client.post('/api/v1/tasks/{taskId}/collaborators', { path: { taskId }, body }),
    onSuccess: ({ email, role }) =>
      notifyDone(t('collaborators.changed', { email, role: t(`collaborators.role.${role}`) })),
    ...options,
  });
  const remove = useSending({
    mutationFn: ({ userId }: { userId: string; email: string }) =>
      client.delete('/api/v1/tasks/{taskId}/collaborators/{userId}', { path: { taskId, userId } }),
    onSuccess(_, { email }) {
      notifyDone(t('collaborators.removed', { email }));
      heading.current?.focus();
    },
    ...options,
  });
  const roles = taskRoles.filter((role) => may(neededToGive[role]));
  const roleData = (offered: ReadonlyArray<CollaboratorRole>) =>
    offered.map((role) => ({ value: role, label: t(`collaborators.role.${role}`) }));

  return (
    <Stack gap="lg">
      {roles.length > 0 && (
        <Section title={t('collaborators.add')}>
          <AddCollaborator taskId={taskId} roles={roles} />
        </Section>
      )}
      <Section title={t('collaborators.title')} headingRef={heading}>
        <QueryView query={query}>
          {(people) => (
            <DataTable
              label={t('collaborators.title')}
              rows={people}
              rowKey={({ userId }) => userId}
              empty={t('collaborators.none')}
              minWidth={520}
              columns={[
                {
                  key: 'person',
                  title: t('collaborators.person'),
                  cell: ({ name, email, userId }) => (
                    <>
                      <Text size="sm" fw={600}>
                        {name}
                        {userId === ownId && ` (${t('collaborators.you')})`}
                      </Text>
                      <Text size="sm" c="dimmed">
                        {email}
                      </Text>
                    </>
                  ),
                },
                {
                  key: 'role',
                  title: t('collaborators.roleTitle'),
                  cell: ({ email, role }) =>
                    // The account of a program has no address, and its role comes from its key.
                    email !== null && roles.includes(role) ? (
                      <Select
                        aria-label={t('collaborators.roleOf', { email })}
                        value={role}
                        data={roleData(roles)}
                        onChange={(chosen) => chosen && put.mutate({ email, role: chosen })}
                        allowDeselect={false}
                        disabled={put.isPending}
                        w={170}
                      />
                    ) : (
                      t(`collaborators.role.${role}`)
                    ),
                },
                {
                  key: 'remove',
                  title: '',
                  cell: ({ email: address, name, role, userId }) => {
                    const email = address ?? name;
                    return (
                      roles.includes(role) && (
                        <ConfirmButton
                          question={t('collaborators.removeQuestion', { email })}
                          onConfirm={() => remove.mutate({ userId, email })}
                          aria-label={t('collaborators.remove', { email })}
                        >
                          {t('shell:action.remove')}
                        </ConfirmButton>
                      )
                    );
                  },
                },
              ]}
            />
          )}
        </QueryView>
        <MoreButton query={query} />
      </Section>
    </Stack>
  );
}

/** Nobody gives or takes a role above their own reach. */
const neededToGive: Readonly<Record<CollaboratorRole, CollaboratorRole>> = {
  reader: 'manager',
  editor: 'manager',
  manager: 'owner',
  owner: 'owner',
};
