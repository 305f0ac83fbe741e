import { Select, SimpleGrid, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { Section } from '../../ui/section.tsx';
import { contestTasksQuery } from '../schedule/contest.ts';
import { NoticeText } from './notice-text.tsx';
import { useNoticeTitle } from './notice-title.tsx';
import { type ContestNotice, noticesQuery } from './notices.ts';

/** The API's limits, in characters and milliseconds. */
const maxLength = 2000;
const changeableMs = 10 * 60_000;
/** Between questions how many have seen them. */
const countEveryMs = 20_000;

type Texts = Schemas.NoticeTexts;

/** For the staff of a contest: writes notices, and shows those that there are. */
export function NoticeBox({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  // What participants see is no change of the contest, so only its staff ask for the counts.
  const notices = useQuery({ ...noticesQuery(contestId), refetchInterval: countEveryMs });
  const [edited, setEdited] = useState<ContestNotice>();
  return (
    <Section title={t('notices.title')} hint={t('notices.hint')}>
      <NewNotice contestId={contestId} />
      <QueryView query={notices}>
        {(found) => (
          <RowList label={t('notices.title')} empty={t('notices.none')}>
            {found.map((notice) => (
              <NoticeRow
                key={notice.noticeId}
                contestId={contestId}
                notice={notice}
                onEdit={() => setEdited(notice)}
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <Dialog opened={edited !== undefined} onClose={() => setEdited(undefined)} title={t('notices.change')}>
        {edited && (
          <ChangedNotice contestId={contestId} notice={edited} onDone={() => setEdited(undefined)} />
        )}
      </Dialog>
    </Section>
  );
}

function NoticeRow({
  contestId,
  notice,
  onEdit,
}: {
  contestId: string;
  notice: ContestNotice;
  onEdit: () => void;
}) {
  const { t } = useTranslation('contests');
  const format = useFormat();
  const title = useNoticeTitle(contestId)(notice);
  const { noticeId, author, createdAt, updatedAt, seenBy } = notice;
  const path = { contestId, noticeId };
  const removing = useAction({
    failure: 'corner',
    mutationFn: () => send('delete', '/api/v1/contests/{contestId}/notices/{noticeId}', { path }),
    meta: { done: t('notices.removed') },
  });
  const isChangeable = serverNowMs() < Date.parse(createdAt) + changeableMs;
  const facts = [
    title,
    ...(author === null ? [] : [author]),
    format.dateTime(updatedAt ?? createdAt),
    ...(updatedAt === null ? [] : [t('notices.changed')]),
    t('notices.seenBy', { count: seenBy ?? 0 }),
  ];
  return (
    <Row
      main={<NoticeText notice={notice} />}
      detail={facts.join(' · ')}
      actions={
        <RowMenu
          of={title}
          isBusy={removing.isPending}
          actions={[
            ...(isChangeable ? [{ label: t('notices.change'), onClick: onEdit }] : []),
            {
              label: t('notices.remove'),
              question: t('notices.removeQuestion'),
              onClick: () => removing.mutate(),
            },
          ]}
        />
      }
    />
  );
}

function NewNotice({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  const tasks = useQuery(contestTasksQuery(contestId)).data ?? [];
  const [taskId, setTaskId] = useState<string | null>(null);
  const [sent, setSent] = useState(0);
  const sending = useAction({
    failure: 'form',
    mutationFn: (texts: Texts) =>
      send('post', '/api/v1/contests/{contestId}/notices', { path: { contestId }, body: { taskId, texts } }),
    meta: { done: t('notices.sent') },
    onSuccess() {
      setTaskId(null);
      setSent(sent + 1);
    },
  });
  return (
    <TextsForm key={sent} texts={{}} sending={sending} submitLabel={t('notices.send')}>
      {tasks.length > 0 && (
        <Select
          label={t('notices.task')}
          placeholder={t('notices.noTask')}
          data={tasks.map((task) => ({ value: task.taskId, label: `${task.label} ${task.title}` }))}
          value={taskId}
          onChange={setTaskId}
          clearable
          searchable
        />
      )}
    </TextsForm>
  );
}

interface ChangedNoticeProps {
  readonly contestId: string;
  readonly notice: ContestNotice;
  readonly onDone: () => void;
}

function ChangedNotice({ contestId, notice, onDone }: ChangedNoticeProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const sending = useAction({
    failure: 'form',
    mutationFn: (texts: Texts) =>
      send('patch', '/api/v1/contests/{contestId}/notices/{noticeId}', {
        path: { contestId, noticeId: notice.noticeId },
        body: { texts },
      }),
    meta: { done: t('notices.sent') },
    onSuccess: onDone,
  });
  return (
    <TextsForm texts={notice.texts} sending={sending} submitLabel={t('shell:action.save')} onCancel={onDone}>
      <Text size="sm" c="dimmed">
        {t('notices.changeHint')}
      </Text>
    </TextsForm>
  );
}

interface TextsFormProps {
  readonly texts: Texts;
  readonly sending: ReturnType<typeof useAction<unknown, Texts>>;
  readonly submitLabel: string;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

/** A text for each language: first for that of the app, others are added. */
function TextsForm({ texts, sending, submitLabel, onCancel, children }: TextsFormProps) {
  const { t, i18n } = useTranslation('contests');
  const format = useFormat();
  const first = Object.keys(texts).length === 0 ? { [i18n.language]: '' } : texts;
  const form = useForm({
    initialValues: { texts: first as Texts },
    validate: {
      texts: (typed) => (Object.values(typed).some((text) => text.trim() !== '') ? null : t('notices.empty')),
    },
  });
  const { texts: typed } = form.values;
  const written = (values: Texts) =>
    Object.fromEntries(Object.entries(values).filter(([, text]) => text.trim() !== ''));
  return (
    <Form form={form} onSubmit={(values) => sending.mutate(written(values.texts))}>
      {Object.entries(typed).map(([language, text], at) => (
        <Textarea
          key={language}
          label={t('notices.text', { language: format.language(language) })}
          lang={language}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={maxLength}
          value={text}
          onChange={({ currentTarget }) =>
            form.setFieldValue('texts', { ...typed, [language]: currentTarget.value })
          }
          {...(at === 0 && { error: form.errors['texts'], 'data-path': 'texts' })}
        />
      ))}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <LanguageField
          label={t('notices.addLanguage')}
          value={null}
          onChange={(language) =>
            form.setFieldValue('texts', { ...typed, [language]: typed[language] ?? '' })
          }
        />
        {children}
      </SimpleGrid>
      <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
    </Form>
  );
}
