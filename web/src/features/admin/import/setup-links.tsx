import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { saveCsv } from '../../../lib/format/save-blob.ts';
import { toCsv } from '../../../lib/format/to-csv.ts';
import { CopyField } from '../../../ui/copy-field.tsx';
import { IconAlertTriangle } from '../../../ui/icons.ts';
import { IconDownload } from '../../../ui/page-icons.ts';
import { useLeave } from '../../../ui/unsaved-guard.tsx';
import { useUncopied } from '../shown-once.tsx';

interface SetupLinksProps {
  readonly people: ReadonlyArray<{ name: string; email: string; setupLink: string }>;
  readonly expireAt: string;
}

/** If there are more, the rest is only in the file. */
const shownLinks = 20;

/** Links with which new people set their passwords. The server stores only their hashes, so they are shown once. */
export function SetupLinks({ people, expireAt }: SetupLinksProps) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const [saved, setSaved] = useState(false);
  useUncopied(saved ? undefined : t('import.links'));
  const download = () => {
    const rows = people.map(({ name, email, setupLink }) => [name, email, setupLink]);
    saveCsv(toCsv([['name', 'email', 'setupLink'], ...rows]), 'set-password-links.csv');
    setSaved(true);
  };
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle />}
      title={t('import.linksOnce', { count: people.length })}
      component="section"
    >
      <Stack align="stretch">
        <Text size="sm">{t('import.linksText', { time: exactDateTime(expireAt) })}</Text>
        <Button
          onClick={download}
          leftSection={<IconDownload size={16} />}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('import.downloadLinks')}
        </Button>
        {people.slice(0, shownLinks).map(({ email, setupLink }) => (
          <CopyField key={email} label={email} value={setupLink} />
        ))}
        {people.length > shownLinks && (
          <Text size="sm">{t('import.moreLinks', { count: people.length - shownLinks })}</Text>
        )}
      </Stack>
    </Alert>
  );
}

/** Returns to an empty list. */
export function Again({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('admin');
  const leave = useLeave();
  return (
    <Button variant="default" onClick={() => leave(onClick)} style={{ alignSelf: 'flex-start' }}>
      {t('import.again')}
    </Button>
  );
}
