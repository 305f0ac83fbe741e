import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { attachableTypes } from 'lectern-problems/attachable-types';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { IconPaperclip } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Question } from '../../../ui/question.tsx';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { Section } from '../../../ui/section.tsx';
import { attachmentsQuery, openAttachment } from '../../reader/files/attachments.ts';
import { FileDrop } from '../../uploads/file-drop.tsx';
import { choiceOf, OpeningFields, openingOf } from './opening-fields.tsx';
import { UploadList } from './upload-list.tsx';
import type { Uploads } from './use-uploads.ts';

interface AttachmentsSectionProps {
  readonly taskId: string;
  readonly mayChange: boolean;
  readonly uploads: Uploads;
}

/** The attachments and editorials of a task, for its staff. */
export function AttachmentsSection({ taskId, mayChange, uploads }: AttachmentsSectionProps) {
  const { t } = useTranslation('tasks');
  const query = useQuery(attachmentsQuery(taskId));
  return (
    <Section title={t('attachments.title')} hint={t('attachments.hint')}>
      <QueryView query={query} pending={<Pending rows={1} height={60} />}>
        {({ attachments }) => (
          <RowList label={t('attachments.list')} empty={t('attachments.none')}>
            {attachments.map((attachment) => (
              <AttachmentRow key={attachment.attachmentId} {...{ taskId, attachment, mayChange }} />
            ))}
          </RowList>
        )}
      </QueryView>
      {mayChange && (
        <>
          <FileDrop
            label={t('attachments.drop')}
            title={t('attachments.drop')}
            hint={t('attachments.types')}
            limit="upload.limit"
            maxBytes="maxAttachmentBytes"
            choose={t('attachments.choose')}
            accept={attachableTypes.map((type) => `.${type}`).join()}
            icon={<IconPaperclip size={36} strokeWidth={1.4} />}
            onFiles={(files) => void uploads.add(files, 'attachment')}
          />
          <UploadList
            {...{ taskId, uploads }}
            kind="attachment"
            current={(query.data?.attachments ?? []).map(({ fileName }) => fileName)}
          />
        </>
      )}
    </Section>
  );
}

interface AttachmentRowProps {
  readonly taskId: string;
  readonly attachment: Schemas.Attachment;
  readonly mayChange: boolean;
}

function AttachmentRow({ taskId, attachment, mayChange }: AttachmentRowProps) {
  const { t } = useTranslation(['tasks', 'shell']);
  const format = useFormat();
  const [choice, setChoice] = useState(choiceOf(attachment));
  const [isAsking, setIsAsking] = useState(false);
  const { attachmentId, size, opensAt, updatedAt } = attachment;
  const name = attachment.fileName ?? '';
  const path = { taskId, attachmentId };
  const open = useAction({ mutationFn: () => openAttachment(taskId, attachmentId), failure: 'corner' });
  const change = useAction({
    mutationFn: () =>
      send('patch', '/api/v1/tasks/{taskId}/attachments/{attachmentId}', {
        path,
        body: openingOf(choice) ?? {},
      }),
    failure: 'corner',
    meta: { done: t('attachments.saved', { name }) },
  });
  const remove = useAction({
    mutationFn: () => send('delete', '/api/v1/tasks/{taskId}/attachments/{attachmentId}', { path }),
    failure: 'corner',
    meta: { done: t('attachments.removed', { name }) },
  });
  return (
    <Row
      main={<Text style={{ overflowWrap: 'anywhere' }}>{name}</Text>}
      detail={[
        format.bytes(size),
        t(`attachments.state.${choiceOf(attachment).way}`, {
          time: opensAt === null ? '' : format.dateTime(opensAt),
        }),
        format.dateTime(updatedAt),
      ].join(' · ')}
      actions={
        <>
          <RowMenu
            of={name}
            isBusy={open.isPending || change.isPending || remove.isPending}
            actions={[
              { label: t('attachments.download'), onClick: () => open.mutate() },
              ...(mayChange
                ? [
                    {
                      label: t('attachments.change'),
                      onClick: () => {
                        setChoice(choiceOf(attachment));
                        setIsAsking(true);
                      },
                    },
                    {
                      label: t('shell:action.remove'),
                      question: t('attachments.removeQuestion', { name }),
                      onClick: () => remove.mutate(),
                    },
                  ]
                : []),
            ]}
          />
          <Question
            opened={isAsking}
            title={t('attachments.changeOf', { name })}
            yesLabel={t('shell:action.save')}
            color="indigo"
            fields={<OpeningFields choice={choice} onChange={setChoice} />}
            onAnswer={(isYes) => {
              if (isYes && !openingOf(choice)) return;
              setIsAsking(false);
              if (isYes) change.mutate();
            }}
          >
            {t('attachments.urlsEnd')}
          </Question>
        </>
      }
    />
  );
}
