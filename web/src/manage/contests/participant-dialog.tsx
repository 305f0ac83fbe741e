import { Button, Group, Stack } from '@mantine/core';
import type { Participant } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../../api/changes-of.ts';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Dialog } from '../dialog.tsx';
import { MinutesFields, type OwnTimes } from './minutes-fields.tsx';

interface ParticipantDialogProps {
  readonly contestId: string;
  /** Undefined while it is closed. */
  readonly participant: Participant | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

/** The delay and the extra time of one participant. */
export function ParticipantDialog({ participant, ...props }: ParticipantDialogProps) {
  const { t } = useTranslation('contests');
  return (
    <Dialog
      opened={participant !== undefined}
      onClose={props.onClose}
      title={participant ? t('participants.edit', { name: participant.name }) : ''}
    >
      {participant && <TimesForm participant={participant} {...props} />}
    </Dialog>
  );
}

function TimesForm({
  contestId,
  participant,
  onClose,
  onSaved,
}: ParticipantDialogProps & { readonly participant: Participant }) {
  const { t } = useTranslation('shell');
  const { userId, delaySeconds, extraSeconds } = participant;
  const [times, setTimes] = useState<OwnTimes>({ delaySeconds, extraSeconds });
  const saving = useSending({
    mutationFn: (body: Partial<OwnTimes>) =>
      client.patch('/api/v1/contests/{contestId}/participants/{userId}', {
        path: { contestId, userId },
        body,
      }),
    async onSuccess() {
      await onSaved();
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const changes = changesOf({ delaySeconds, extraSeconds }, times);
    if (changes) saving.mutate(changes);
    else onClose();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <MinutesFields value={times} onChange={setTimes} />
        {saving.isError && <ErrorNotice error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
