import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Asks before somebody leaves a page, by its path, whose uploads would end with it. */
export function UploadGuard({ path, isBusy }: { path: string; isBusy: boolean }) {
  const { t } = useTranslation('manage');
  const { status, proceed, reset } = useBlocker({
    disabled: !isBusy,
    enableBeforeUnload: isBusy,
    withResolver: true,
    shouldBlockFn: ({ next }) => next.pathname !== path,
  });
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('upload.leave.title')}
      withCloseButton={false}
    >
      <Stack>
        <Text size="sm">{t('upload.leave.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            {t('upload.leave.stay')}
          </Button>
          <Button color="red" onClick={() => proceed?.()}>
            {t('upload.leave.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
