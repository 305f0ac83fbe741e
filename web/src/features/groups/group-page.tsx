import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OfCourses } from '../../lib/server/of-courses.tsx';
import { useLoaded } from '../../lib/server/use-loaded.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { NotFoundPage } from '../../ui/error-page.tsx';
import { Page } from '../../ui/page.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { Booklets } from '../contests/booklets/booklets.tsx';
import { InvitationList } from '../invitations/invitation-list.tsx';
import { groupQuery } from '../schedule/group-query.ts';
import { useRuns } from '../schedule/own-groups.ts';
import { GroupMembers } from './group-members.tsx';
import { GroupSettings } from './group-settings.tsx';
import { GroupTasks } from './group-tasks.tsx';

const route = getRouteApi('/shell/manage/groups/$groupId');

/** A group for its staff. */
export function GroupPage() {
  const { t } = useTranslation('groups');
  const { groupId } = route.useParams();
  const { tab = 'tasks' } = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useRuns();
  const group = useLoaded(groupQuery(groupId));
  if (!runs(group)) return <NotFoundPage />;

  const panels = {
    tasks: <GroupTasks groupId={groupId} />,
    members: (
      <>
        <OfCourses>
          <InvitationList container={{ kind: 'group', id: groupId, name: group.name }} />
        </OfCourses>
        <GroupMembers groupId={groupId} />
      </>
    ),
    booklets: <Booklets owner={{ kind: 'group', id: groupId, name: group.name }} />,
    settings: <GroupSettings key={groupId} group={group} />,
  } as const;
  const names = Object.keys(panels) as ReadonlyArray<keyof typeof panels>;
  return (
    <Page
      title={group.name}
      manual="teaching"
      back={<BackLink to="/manage/groups">{t('groups.title')}</BackLink>}
    >
      <PageTabs
        label={t('group.parts')}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name }, state: true, resetScroll: false })}
        tabs={names.map((name) => ({
          name,
          label: t(`group.tab.${name}`),
          panel: <Stack gap="lg">{panels[name]}</Stack>,
        }))}
      />
    </Page>
  );
}
