import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { Cancelled } from '../../lib/saving/cancelled.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { pages, send } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';
import { useQuestion } from '../../ui/question.tsx';
import { PeopleSection } from '../people/people-section.tsx';
import { RoleRadios } from '../people/role-radios.tsx';
import { RoleSelect } from '../people/role-select.tsx';
import { useAccessQuestion } from '../people/use-access-question.ts';
import { wholePages } from '../people/use-people.ts';
import { ReadingNow } from '../schedule/reading-now.tsx';

const groupRoles = ['member', 'staff'] as const satisfies ReadonlyArray<Schemas.GroupRole>;

type Changed = Pick<Schemas.GroupMember, 'userId' | 'role'>;

export function GroupMembers({ groupId }: { groupId: string }) {
  const { t } = useTranslation('groups');
  const ownId = useQuery(meQuery).data?.userId;
  const path = { groupId };
  const { ask, dialog } = useQuestion();
  const access = useAccessQuestion();
  const changing = useAction({
    failure: 'corner',
    mutationFn: (person: Changed) => access.change((query) => change(person, query)),
  });
  const remove = (userId: string, query = {}) =>
    send('delete', '/api/v1/groups/{groupId}/members/{userId}', { path: { groupId, userId }, query });
  const roles = groupRoles.map((value) => ({
    value,
    label: t(`members.role.${value}`),
    text: t(`members.roleText.${value}`),
  }));

  /** Members who give up their staff role may not be able to get it back. */
  async function change({ userId, role }: Changed, query: { readonly dryRun?: boolean }) {
    if (query.dryRun && userId === ownId && role === 'member') {
      const title = t('members.lowerSelf.title');
      const verb = t('members.lowerSelf.confirm');
      if (!(await ask({ title, text: t('members.lowerSelf.text'), verb }))) throw new Cancelled();
      return {};
    }
    return send('patch', '/api/v1/groups/{groupId}/members/{userId}', {
      path: { groupId, userId },
      query,
      body: { role },
    });
  }

  return (
    <PeopleSection
      title={t('members.title')}
      empty={t('members.empty')}
      list={(query) => pages('/api/v1/groups/{groupId}/members', { path, query }, wholePages)}
      ownSorts={['role']}
      adding={{
        label: t('members.add'),
        own: { role: 'member' as Schemas.GroupRole },
        fields: ({ role }, onChange) => (
          <RoleRadios value={role} roles={roles} onChange={(role) => onChange({ role })} />
        ),
        async add(emails, { role }, query) {
          const added = await send('post', '/api/v1/groups/{groupId}/members', {
            path,
            query,
            body: { emails, role },
          });
          return { ...added, people: added.members };
        },
        change: {
          label: t('members.changeRoles'),
          send: ({ userId }, { role }, query) => change({ userId, role }, query),
        },
      }}
      controls={({ userId, name, role }) => (
        <RoleSelect
          name={name}
          role={role}
          roles={roles}
          disabled={changing.isPending}
          onChange={(chosen) => changing.mutate({ userId, role: chosen })}
        />
      )}
      removeQuestion={({ name }, isOwn) =>
        isOwn ? t('members.removeSelf') : t('members.removeQuestion', { name })
      }
      remove={(userId) => remove(userId)}
      removalNote={(userId) => <ReadingNow removal={() => remove(userId, { dryRun: true })} />}
    >
      {dialog}
      {access.dialog}
    </PeopleSection>
  );
}
