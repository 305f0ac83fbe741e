import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type IssuedFilter, issuedCsvAddress } from './issued-urls.ts';

/** All records of a filter as CSV. The browser streams it to a file, so it never has to fit into the page. */
export function IssuedCsvButton({ filter }: { filter: IssuedFilter }) {
  const { t } = useTranslation('issued');
  return (
    <Button
      component="a"
      href={issuedCsvAddress(filter)}
      download="issued-urls.csv"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {t('csv')}
    </Button>
  );
}
