import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { type DragEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListEncoding, readListFile } from '../../../lib/csv-list.ts';
import { saveCsv } from '../../../lib/format/save-blob.ts';
import { toCsv } from '../../../lib/format/to-csv.ts';
import { IconDownload, IconFileUpload } from '../../../ui/page-icons.ts';
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

/** The list: typed, pasted, dropped or read from a file. */
export function ListField({ value, onChange, ref }: ListFieldProps) {
  const { t } = useTranslation('admin');
  const [isOver, setOver] = useState(false);
  const [found, setFound] = useState<ListEncoding | 'not-text'>();

  async function take(file: File | null | undefined) {
    if (!file) return;
    try {
      const { text, encoding } = await readListFile(file);
      onChange(text);
      setFound(encoding);
    } catch {
      setFound('not-text');
    }
  }
  const drop = (event: DragEvent) => {
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (!file) return; // dropped text is handled by the browser
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
      {found === 'not-text' && (
        <Alert color="red" role="alert" withCloseButton={false}>
          {t('import.notText')}
        </Alert>
      )}
      <div role="status">
        {found && found !== 'UTF-8' && found !== 'not-text' && (
          <Text size="sm">{t('import.encoding', { encoding: found })}</Text>
        )}
      </div>
      <Group gap="xs">
        <FileButton onChange={(file) => void take(file)} accept=".csv,.tsv,.txt,text/csv,text/plain">
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

/** Line breaks in cells count as lines, as on the server. */
export function selectLine(field: HTMLTextAreaElement | null, line: number): void {
  if (!field) return;
  const lines = field.value.split('\n');
  const begin = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  field.focus();
  field.setSelectionRange(begin, begin + (lines[line - 1]?.length ?? 0));
}
