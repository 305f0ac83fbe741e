import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/session.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Pending } from '../../shell/pending.tsx';
import { QueryView } from '../../shell/query-view.tsx';
import { Dialog } from '../dialog.tsx';
import { PlaceForm } from './place-form.tsx';
import { type Place, type Placement, useContestSlots, useOwnPlaces } from './placements.ts';

interface PlaceDialogProps {
  readonly taskId: string;
  readonly opened: boolean;
  /** The one to change; undefined to add one. */
  readonly placement: Placement | undefined;
  /** Ids of groups and contests that have the task already. */
  readonly taken: ReadonlyArray<string>;
  readonly onClose: () => void;
}

/** Gives a task to a group or a contest, or moves its window there. */
export function PlaceDialog({ placement, opened, onClose, ...rest }: PlaceDialogProps) {
  const { t } = useTranslation(['manage', 'common']);
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={placement ? t('places.moveTitle', { name: placement.name }) : t('places.assign')}
    >
      {placement ? (
        <PlaceEditor taskId={rest.taskId} place={placement} placement={placement} onClose={onClose} />
      ) : (
        <NewPlace {...rest} onClose={onClose} />
      )}
    </Dialog>
  );
}

function NewPlace({ taskId, taken, onClose }: Pick<PlaceDialogProps, 'taskId' | 'taken' | 'onClose'>) {
  const { t } = useTranslation('manage');
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  const query = useOwnPlaces(isAdmin, true);
  const [chosenId, setChosenId] = useState<string | null>(null);
  return (
    <QueryView query={query} pending={<Pending rows={2} height={60} />}>
      {(places) => {
        const free = places.filter(({ id }) => !taken.includes(id));
        const chosen = free.find(({ id }) => id === chosenId);
        const options = (kind: Place['kind']) => ({
          group: t(`places.kinds.${kind}`),
          items: free
            .filter((place) => place.kind === kind)
            .map(({ id, name }) => ({ value: id, label: name })),
        });
        return (
          <Stack>
            <Select
              label={t('places.groupOrContest')}
              placeholder={t('places.choose')}
              data={[options('group'), options('contest')]}
              value={chosenId}
              onChange={setChosenId}
              searchable
              allowDeselect={false}
              nothingFoundMessage={t('places.nothingToChoose')}
              limit={200}
              required
              data-autofocus
            />
            {chosen && <PlaceEditor key={chosen.id} taskId={taskId} place={chosen} onClose={onClose} />}
          </Stack>
        );
      }}
    </QueryView>
  );
}

interface PlaceEditorProps {
  readonly taskId: string;
  readonly place: Place;
  readonly placement?: Placement;
  readonly onClose: () => void;
}

/** The form with what it begins from: a contest knows more of a task than when it is open. */
function PlaceEditor({ taskId, place, placement, onClose }: PlaceEditorProps) {
  const isContest = place.kind === 'contest';
  const slots = useContestSlots(isContest ? place.id : undefined);
  const form = { taskId, place, onClose };
  if (!isContest) {
    const window = placement ?? { opensAt: new Date().toISOString(), closesAt: null };
    return <PlaceForm {...form} slot={undefined} window={window} />;
  }
  if (slots.isError) return <ErrorNotice error={slots.error} onRetry={() => void slots.refetch()} />;
  if (!slots.data || !slots.isFetchedAfterMount) return <Pending rows={3} height={60} />;
  const own = slots.data.find((slot) => slot.taskId === taskId);
  const last = slots.data.at(-1);
  const slot = own ?? { label: freeLabel(slots.data), position: last ? last.position + 1 : 0 };
  return <PlaceForm {...form} slot={slot} window={own ?? { opensAt: null, closesAt: null }} />;
}

/** The first letter that no task of the contest has. */
function freeLabel(slots: ReadonlyArray<{ label: string }>): string {
  const taken = new Set(slots.map(({ label }) => label));
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !taken.has(letter)) ?? '';
}
