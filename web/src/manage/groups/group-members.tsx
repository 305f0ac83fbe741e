import { Radio, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupMember, GroupRole } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { meQuery } from '../../api/session.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { QueryView } from '../../shell/query-view.tsx';
import { Section } from '../../shell/section.tsx';
import { PeopleInput } from '../people-input.tsx';
import { PersonRow } from '../person-row.tsx';
import { RowList } from '../row-list.tsx';
import { useNotifyError } from '../use-notify-error.ts';
import { groupRoles } from './group-roles.ts';
import { RoleSelect } from './role-select.tsx';

/** Members and staff of a group. */
export function GroupMembers({ groupId }: { groupId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const me = useQuery(meQuery).data;
  const path = { groupId };
  const query = usePages<GroupMember>(['groups', groupId, 'members'], (page, signal) =>
    client.get('/api/v1/groups/{groupId}/members', { path, query: page, signal }),
  );
  const [newRole, setNewRole] = useState<GroupRole>('member');
  const heading = useRef<HTMLHeadingElement>(null);
  // One's own place in the group may be among what changes.
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['groups'] });
  const onError = useNotifyError();
  const changing = useSending({
    mutationFn: ({ userId, role }: Pick<GroupMember, 'userId' | 'role'>) =>
      client.patch('/api/v1/groups/{groupId}/members/{userId}', {
        path: { groupId, userId },
        body: { role },
      }),
    onSettled: refresh,
    onError,
  });
  const removing = useSending({
    mutationFn: (userId: string) =>
      client.delete('/api/v1/groups/{groupId}/members/{userId}', { path: { groupId, userId } }),
    async onSuccess() {
      await refresh();
      heading.current?.focus();
    },
    onError,
  });

  async function add(emails: Array<string>) {
    const result = await client.post('/api/v1/groups/{groupId}/members', {
      path,
      body: { emails, role: newRole },
    });
    await refresh();
    return result;
  }

  return (
    <Section title={t('members.title')} headingRef={heading}>
      <PeopleInput submitLabel={t('members.add')} add={add}>
        <Radio.Group
          label={t('members.newRole')}
          value={newRole}
          onChange={(role) => setNewRole(role as GroupRole)}
        >
          <Stack gap="xs" mt={4}>
            {groupRoles.map((role) => (
              <Radio
                key={role}
                value={role}
                label={t(`members.role.${role}`)}
                description={t(`members.roleText.${role}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </PeopleInput>
      <QueryView query={query}>
        {(members) => (
          <RowList label={t('members.title')} empty={t('members.empty')}>
            {members.map(({ userId, name, email, role }) => (
              <PersonRow
                key={userId}
                person={{ name, email }}
                actions={
                  <>
                    <RoleSelect
                      name={name}
                      role={role}
                      isOwn={userId === me?.userId}
                      disabled={changing.isPending}
                      onChange={(role) => changing.mutate({ userId, role })}
                    />
                    <ConfirmButton
                      question={
                        userId === me?.userId
                          ? t('members.removeSelf')
                          : t('members.removeQuestion', { name })
                      }
                      onConfirm={() => removing.mutate(userId)}
                      aria-label={t('members.remove', { name })}
                    >
                      {t('shell:action.remove')}
                    </ConfirmButton>
                  </>
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <MoreButton query={query} />
    </Section>
  );
}
