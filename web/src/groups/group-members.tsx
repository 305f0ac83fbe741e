import { useQuery } from '@tanstack/react-query';
import type { GroupMember, GroupRole } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { useSending } from '../api/use-sending.ts';
import { PeopleSection } from '../people/people-section.tsx';
import { RoleRadios } from '../people/role-radios.tsx';
import { RoleSelect } from '../people/role-select.tsx';
import { notifyError } from '../ui/notify.ts';
import { useQuestion } from '../ui/use-question.tsx';

const groupRoles = ['member', 'staff'] as const satisfies ReadonlyArray<GroupRole>;

/** Members and staff of a group. */
export function GroupMembers({ groupId }: { groupId: string }) {
  const { t } = useTranslation('contests');
  const ownId = useQuery(meQuery).data?.userId;
  const path = { groupId };
  const [newRole, setNewRole] = useState<GroupRole>('member');
  const { ask, dialog } = useQuestion(t('members.lowerSelf.title'), t('members.lowerSelf.confirm'));
  // One's own place in the group may be among what changes.
  const invalidates = [['groups']];
  const changing = useSending({
    mutationFn: ({ userId, role }: Pick<GroupMember, 'userId' | 'role'>) =>
      client.patch('/api/v1/groups/{groupId}/members/{userId}', {
        path: { groupId, userId },
        body: { role },
      }),
    meta: { invalidates },
    onError: notifyError,
  });
  const roles = groupRoles.map((value) => ({
    value,
    label: t(`members.role.${value}`),
    text: t(`members.roleText.${value}`),
  }));

  /** Who gives up the own role may not get it back. */
  async function change(userId: string, role: GroupRole) {
    const asks = userId === ownId && role === 'member';
    if (!asks || (await ask(t('members.lowerSelf.text')))) changing.mutate({ userId, role });
  }

  return (
    <PeopleSection
      title={t('members.title')}
      empty={t('members.empty')}
      queryKey={['groups', groupId, 'members']}
      read={(query, signal) => client.get('/api/v1/groups/{groupId}/members', { path, query, signal })}
      ownSorts={['role']}
      adding={{
        label: t('members.add'),
        add: (emails) =>
          client.post('/api/v1/groups/{groupId}/members', { path, body: { emails, role: newRole } }),
        fields: <RoleRadios value={newRole} roles={roles} onChange={setNewRole} />,
      }}
      controls={({ userId, name, role }) => (
        <RoleSelect
          name={name}
          role={role}
          roles={roles}
          disabled={changing.isPending}
          onChange={(chosen) => void change(userId, chosen)}
        />
      )}
      removeQuestion={({ name }, isOwn) =>
        isOwn ? t('members.removeSelf') : t('members.removeQuestion', { name })
      }
      remove={(userId) =>
        client.delete('/api/v1/groups/{groupId}/members/{userId}', { path: { groupId, userId } })
      }
      invalidates={invalidates}
    >
      {dialog}
    </PeopleSection>
  );
}
