import { Alert, Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { type DragEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTextFile } from '../../../lib/csv-list.ts';
import { saveCsv } from '../../../lib/format/save-blob.ts';
import { toCsv } from '../../../lib/format/to-csv.ts';
import { IconDownload, IconFileUpload } from '../../../ui/icons.ts';
import classes from './list-field.module.css';

interface ListFieldProps {
  readonly value: string;
  readonly onChange: (csv: string) => void;
  readonly ref: Ref<HTMLTextAreaElement>;
}

const example = [
  ['name', 'email', 'role', 'group'],
  ['Maria Nowak', 'maria.nowak@example.org', 'student', ''],
  ['Jan Kowalski', 'jan.kowalski@example.org', 'teacher', ''],
];

/** The list, typed, pasted, dropped or taken from a file. */
export function ListField({ value, onChange, ref }: ListFieldProps) {
  const { t } = useTranslation('admin');
  const [isOver, setOver] = useState(false);
  const [unreadable, setUnreadable] = useState(false);

  async function take(file: File | null | undefined) {
    if (!file) return;
    try {
      onChange(await readTextFile(file));
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  }
  const drop = (event: DragEvent) => {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return; // a text, which the field takes by itself
    event.preventDefault();
    void take(file);
  };

  return (
    <Stack gap="sm">
      <Textarea
        ref={ref}
        label={t('import.list')}
        description={t('import.columns')}
        placeholder={t('import.placeholder')}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        classNames={{ input: classes.input }}
        data-over={isOver || undefined}
        rows={10}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
      />
      {unreadable && (
        <Alert color="red" role="alert" withCloseButton={false}>
          {t('import.notUtf8')}
        </Alert>
      )}
      <Group gap="xs">
        <FileButton onChange={(file) => void take(file)} accept=".csv,text/csv,text/plain">
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileUpload size={16} />}>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="subtle"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveCsv(toCsv(example), 'people-example.csv')}
        >
          {t('import.example')}
        </Button>
      </Group>
    </Stack>
  );
}
