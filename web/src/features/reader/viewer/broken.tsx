import { Alert, Button, Container, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/is-api-error.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconFileAlert } from '../../../ui/icons.ts';

/** In the place of the pages, when not even the first can be shown. */
export function Broken({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['reader', 'shell']);
  if (isApiError(problem)) {
    return (
      <Container size="sm" py="xl">
        <ErrorNotice error={problem} onRetry={onRetry} />
      </Container>
    );
  }
  const name = problem instanceof Error ? problem.name : '';
  const kind =
    name === 'PasswordException' ? 'password' : name === 'InvalidPDFException' ? 'corrupt' : 'unknown';
  return (
    <Container size="sm" py="xl">
      <Alert color="red" role="alert" icon={<IconFileAlert />} title={t(`broken.${kind}.title`)}>
        <Stack gap="sm">
          <Text size="sm">{t(`broken.${kind}.text`)}</Text>
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('shell:action.retry')}
            </Button>
          </Group>
        </Stack>
      </Alert>
    </Container>
  );
}
