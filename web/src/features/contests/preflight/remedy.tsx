import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import type { Finding } from '../../tasks/documents/finding-text.ts';

const route = getRouteApi('/shell/manage/contests/$contestId');

/** Where a finding can be fixed: a tab of the contest or of the task's page. */
const places: Readonly<Record<Finding['check'], ContestPlace | TaskPlace>> = {
  tasks: { contestTab: 'tasks' },
  participants: { contestTab: 'people' },
  window: { contestTab: 'tasks' },
  document: { taskTab: 'documents' },
  languages: { taskTab: 'documents' },
  opening: { taskTab: 'access' },
  booklet: { contestTab: 'booklets' },
  envelope: { contestTab: 'overview' },
  place: { contestTab: 'overview' },
};
interface ContestPlace {
  readonly contestTab: 'tasks' | 'people' | 'booklets' | 'overview';
}
interface TaskPlace {
  readonly taskTab: 'documents' | 'access';
}

/** Link to the place where a finding can be fixed. */
export function Remedy({ finding: { check, taskId, label } }: { finding: Finding }) {
  const { t } = useTranslation('contests');
  const { contestId } = route.useParams();
  const place = places[check];
  if ('contestTab' in place) {
    const { contestTab } = place;
    return (
      <AnchorLink
        to="/manage/contests/$contestId"
        params={{ contestId }}
        search={{ tab: contestTab }}
        size="sm"
      >
        {t(`preflight.to.${contestTab}`)}
      </AnchorLink>
    );
  }
  if (taskId === null) return null;
  return (
    <AnchorLink
      to="/manage/tasks/$taskId"
      params={{ taskId }}
      search={{ tab: place.taskTab } as never}
      size="sm"
    >
      {t(`preflight.to.${place.taskTab}`, { label })}
    </AnchorLink>
  );
}
