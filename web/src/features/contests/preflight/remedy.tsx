import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { useFromHere } from '../../../ui/back-link.tsx';
import type { Finding } from '../../tasks/documents/finding-text.ts';

const route = getRouteApi('/shell/manage/contests/$contestId');

/** Where a finding can be fixed: a heading or field of this page, or a tab of the task's page. */
const places: Readonly<Record<Finding['check'], Place>> = {
  tasks: { anchor: 'tasks' },
  participants: { anchor: 'people' },
  window: { anchor: 'tasks' },
  document: { taskTab: 'documents' },
  languages: { taskTab: 'documents' },
  opening: { taskTab: 'access' },
  booklet: { anchor: 'booklets' },
  envelope: { anchor: 'prefetch' },
  place: { anchor: 'networks' },
};
type Place =
  | { readonly anchor: 'tasks' | 'people' | 'booklets' | 'prefetch' | 'networks' }
  | { readonly taskTab: 'documents' | 'access' };

/** Link to the place where a finding can be fixed. */
export function Remedy({ finding: { check, taskId, label } }: { finding: Finding }) {
  const { t } = useTranslation('contests');
  const { contestId } = route.useParams();
  const place = places[check];
  const fromHere = useFromHere();
  if ('anchor' in place) {
    return (
      <AnchorLink
        to="/manage/contests/$contestId"
        params={{ contestId }}
        search={{ tab: 'prepare' }}
        hash={place.anchor}
        state={true}
        size="sm"
        onClick={() => focusOn(place.anchor)}
      >
        {t(`preflight.to.${place.anchor}`)}
      </AnchorLink>
    );
  }
  if (taskId === null) return null;
  return (
    <AnchorLink
      to="/manage/tasks/$taskId"
      params={{ taskId }}
      search={{ tab: place.taskTab } as never}
      state={fromHere}
      size="sm"
    >
      {t(`preflight.to.${place.taskTab}`, { label })}
    </AnchorLink>
  );
}

/** The router only scrolls. */
function focusOn(id: string): void {
  const place = document.getElementById(id);
  place?.closest('details')?.setAttribute('open', '');
  place?.focus();
}
