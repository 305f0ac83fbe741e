import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Saving } from '../lib/saving/use-merging-save.ts';
import { IconUsers } from './icons.ts';
import { useUnsaved } from './unsaved-guard.tsx';

interface ConflictNoticeProps<Fields extends object> {
  readonly saving: Pick<Saving<Fields>, 'changed' | 'conflicts' | 'keep' | 'take'>;
  readonly fields: {
    readonly [Name in keyof Fields]: {
      readonly label: string;
      /** Formats a value; default: the value itself. */
      readonly text?: (value: NonNullable<Fields[Name]>) => string;
    };
  };
}

/** Asks before unsaved changes are lost, and shows each conflict with both values and a choice. */
export function ConflictNotice<Fields extends object>({ saving, fields }: ConflictNoticeProps<Fields>) {
  const { t } = useTranslation();
  const { changed, conflicts, keep, take } = saving;
  useUnsaved(changed.map((name) => fields[name].label));
  if (conflicts.length === 0) return null;

  function wordsFor(name: keyof Fields, value: Fields[keyof Fields]): string {
    if (value === null || value === undefined || value === '') return t('conflict.empty');
    return fields[name].text?.(value) ?? String(value);
  }
  const choose = (settle: typeof keep, name: keyof Fields) => (event: MouseEvent<HTMLButtonElement>) => {
    // The pressed button disappears together with its conflict.
    event.currentTarget.form?.querySelector<HTMLElement>('[type=submit]')?.focus();
    settle(name);
  };

  return (
    <Alert color="yellow" title={t('conflict.title')} icon={<IconUsers />} role="alert">
      <Stack>
        {conflicts.map(({ name, mine, theirs }) => {
          const field = fields[name].label;
          return (
            <Stack key={String(name)} gap="xs">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {t('conflict.both', { field, mine: wordsFor(name, mine), theirs: wordsFor(name, theirs) })}
              </Text>
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('conflict.keepField', { field })}
                  onClick={choose(keep, name)}
                >
                  {t('conflict.keep')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('conflict.takeField', { field })}
                  onClick={choose(take, name)}
                >
                  {t('conflict.take')}
                </Button>
              </Group>
            </Stack>
          );
        })}
      </Stack>
    </Alert>
  );
}
