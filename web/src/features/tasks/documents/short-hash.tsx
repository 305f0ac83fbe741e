import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconCheck, IconCopy } from '../../../ui/icons.ts';

/** The beginning of a hash; the whole is copied. */
export function ShortHash({ sha256 }: { sha256: string }) {
  const { t } = useTranslation(['manage', 'shell']);
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={sha256}>{sha256.slice(0, 8)}</Code>
      <CopyButton value={sha256}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={
              copied ? t('shell:action.copied') : t('documents.copyHash', { start: sha256.slice(0, 8) })
            }
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
