import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { IconFileOff } from '../../ui/page-icons.ts';
import type { ImportRefusal } from './import-draft.ts';
import { remarkText } from './remark-text.ts';
import classes from './task-import.module.css';

/** A zip may have any number of unusable files. */
const maxShown = 100;

export function RefusalList({ refusals }: { refusals: ReadonlyArray<ImportRefusal> }) {
  const { t } = useTranslation('task-import');
  const format = useFormat();
  if (refusals.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconFileOff />} title={t('drop.notTaken')}>
      <ul className={classes.refusals} aria-label={t('drop.notTaken')}>
        {refusals.slice(0, maxShown).map(({ id, place, remarks }) => (
          <li key={id}>
            <Text size="sm" fw={600} className={classes.name}>
              {place}
            </Text>
            {remarks.map((remark) => {
              const text = remarkText(remark, { t, format });
              return (
                <Text key={text} size="sm" className={classes.name}>
                  {text}
                </Text>
              );
            })}
          </li>
        ))}
      </ul>
      {refusals.length > maxShown && (
        <Text size="sm" mt="xs">
          {t('drop.more', { count: refusals.length - maxShown })}
        </Text>
      )}
    </Alert>
  );
}
