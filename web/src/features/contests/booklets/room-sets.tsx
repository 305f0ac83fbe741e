import { Alert, Button, Code, FileInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { fileProblemsOf, readTextFile } from '../../../lib/csv-list.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { saveBlob, saveCsv } from '../../../lib/format/save-blob.ts';
import { readPdf } from '../../../lib/format/show-pdf.ts';
import { toCsv } from '../../../lib/format/to-csv.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { IconDownload } from '../../../ui/later-icons.ts';
import { ProblemList } from '../../../ui/problem-list.tsx';
import { type BookletOwner, makeRoomSets } from './booklets.ts';

interface RoomSetsProps {
  readonly owner: BookletOwner;
  readonly booklet: Schemas.Booklet;
}

/** Printed copies of a booklet for rooms. */
export function RoomSets({
  opened,
  onClose,
  ...which
}: RoomSetsProps & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('contests');
  const { language: nameOf } = useFormat();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('roomSets.title', { language: nameOf(which.booklet.language) })}
    >
      <SeatsForm {...which} onDone={onClose} />
    </Dialog>
  );
}

const example = [
  ['room', 'seat', 'name'],
  ['101', '1', 'Maria Nowak'],
  ['101', '2', 'Jan Kowalski'],
];

function SeatsForm({ owner, booklet, onDone }: RoomSetsProps & { onDone: () => void }) {
  const { t } = useTranslation(['contests', 'shell']);
  const { language, upToDate } = booklet;
  const form = useForm({
    initialValues: { file: null as File | null },
    validate: { file: (file) => (file ? null : t('roomSets.fileMissing')) },
  });
  const making = useAction({
    failure: 'form',
    mutationFn: async () => {
      const made = await makeRoomSets(owner, language, await readTextFile(form.values.file as File));
      saveBlob(await readPdf(made.url), `${owner.name}.${language}.${t('roomSets.fileName')}.pdf`);
      return made;
    },
    meta: {
      done: (_, { copies, pages }) =>
        t('roomSets.done', {
          copies: t('roomSets.copies', { count: copies }),
          pages: t('booklets.pages', { count: pages }),
        }),
    },
    onSuccess: onDone,
  });
  const wrong = fileProblemsOf(making.error);
  const isUnreadable = making.error instanceof TypeError;
  return (
    <Form form={form} onSubmit={() => making.mutate()}>
      <Text size="sm">{t('roomSets.hint')}</Text>
      <Code block>{toCsv(example).trim()}</Code>
      <Button
        variant="subtle"
        leftSection={<IconDownload size={16} />}
        onClick={() => saveCsv(toCsv(example), 'seats-example.csv')}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('roomSets.example')}
      </Button>
      {!upToDate && (
        <Alert color="yellow" withCloseButton={false}>
          {t('roomSets.stale')}
        </Alert>
      )}
      <FileInput
        label={t('roomSets.file')}
        description={t('roomSets.fileHint')}
        placeholder={t('roomSets.choose')}
        accept=".csv,text/csv,text/plain"
        clearable
        {...form.getInputProps('file')}
        onChange={(file) => {
          form.setFieldValue('file', file);
          making.reset();
        }}
      />
      {wrong && (
        <ProblemList
          title={t('roomSets.problems', { count: wrong.problemCount })}
          text={t('roomSets.nothingMade')}
          problems={wrong.problems}
          nameOf={(line) => t('roomSets.line', { line })}
        />
      )}
      {isUnreadable && (
        <Alert color="red" role="alert" withCloseButton={false}>
          {t('roomSets.notUtf8')}
        </Alert>
      )}
      <FormEnd
        sending={wrong || isUnreadable ? { ...making, isError: false } : making}
        submitLabel={t('roomSets.make')}
        onCancel={onDone}
      />
    </Form>
  );
}
