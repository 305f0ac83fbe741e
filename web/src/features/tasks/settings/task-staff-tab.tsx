import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { pages, send } from '../../../lib/server/resource.ts';
import { PeopleSection } from '../../people/people-section.tsx';
import { RoleRadios } from '../../people/role-radios.tsx';
import { RoleSelect } from '../../people/role-select.tsx';
import { wholePages } from '../../people/use-people.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { type MayAs, taskRoles } from '../task/task-role.ts';

/** People who work on a task; managers change the lower roles, owners all. */
export function TaskStaffTab({ taskId, may }: { taskId: string; may: MayAs }) {
  const { t } = useTranslation('tasks');
  const path = { taskId };
  const changeRole = (userId: string, role: Schemas.TaskRole, query = {}) =>
    send('patch', '/api/v1/tasks/{taskId}/staff/{userId}', {
      path: { taskId, userId },
      query,
      body: { role },
    });
  const remove = (userId: string, query = {}) =>
    send('delete', '/api/v1/tasks/{taskId}/staff/{userId}', { path: { taskId, userId }, query });
  const changing = useAction({
    mutationFn: ({ userId, role }: Pick<Schemas.TaskStaffMember, 'userId' | 'role'>) =>
      changeRole(userId, role),
    failure: 'corner',
  });
  const { roles, ...adding } = useAddingStaff(may);
  const mayChange = (role: Schemas.TaskRole) => roles.some(({ value }) => value === role);

  return (
    <PeopleSection
      title={t('staff.title')}
      empty={t('staff.none')}
      list={(query) => pages('/api/v1/tasks/{taskId}/staff', { path, query }, wholePages)}
      ownSorts={['role']}
      adding={
        roles.length > 0
          ? {
              ...adding,
              add: (emails, own, query) => addTaskStaff(taskId, { emails, ...own }, query),
              change: {
                label: t('staff.changeRoles'),
                send: ({ userId }, { role }, query) => changeRole(userId, role, query),
              },
            }
          : undefined
      }
      controls={({ userId, name, email, role }) =>
        // A program's account has no address, and its role comes from its API key.
        email !== null && mayChange(role) ? (
          <RoleSelect
            name={name}
            role={role}
            roles={roles}
            disabled={changing.isPending}
            onChange={(chosen) => changing.mutate({ userId, role: chosen })}
          />
        ) : (
          t(`staff.role.${role}`)
        )
      }
      removeQuestion={({ name, role }) => (mayChange(role) ? t('staff.removeQuestion', { name }) : undefined)}
      remove={(userId) => remove(userId)}
      removalNote={(userId) => <ReadingNow removal={() => remove(userId, { dryRun: true })} />}
    />
  );
}

/** The roles that one may give, and the fields to choose one. */
export function useAddingStaff(may: MayAs) {
  const { t } = useTranslation('tasks');
  const roles = taskRoles
    .filter((role) => may(neededToGive[role]))
    .map((value) => ({ value, label: t(`staff.role.${value}`), text: t(`staff.means.${value}`) }));
  return {
    roles,
    label: t('staff.add'),
    own: { role: 'editor' as Schemas.TaskRole },
    fields: ({ role }: { role: Schemas.TaskRole }, onChange: (own: { role: Schemas.TaskRole }) => void) => (
      <RoleRadios value={role} roles={roles} onChange={(role) => onChange({ role })} />
    ),
  };
}

export async function addTaskStaff(
  taskId: string,
  body: { readonly emails: Array<string>; readonly role: Schemas.TaskRole },
  query: { readonly dryRun?: boolean },
) {
  const { staff, ...added } = await send('post', '/api/v1/tasks/{taskId}/staff', {
    ...{ path: { taskId }, query, body },
  });
  return { ...added, people: staff };
}

/** The role needed to give or remove each role. */
const neededToGive: Readonly<Record<Schemas.TaskRole, Schemas.TaskRole>> = {
  reader: 'manager',
  editor: 'manager',
  manager: 'owner',
  owner: 'owner',
};
