import { Alert, Anchor, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FileProblem } from './people-import.ts';

interface ProblemListProps {
  readonly problems: ReadonlyArray<FileProblem>;
  /** Shows that line of the list. */
  readonly onLine: (line: number) => void;
}

/** All that must be put right before anything is changed. */
export function ProblemList({ problems, onLine }: ProblemListProps) {
  const { t } = useTranslation('admin');
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('import.problems', { count: problems.length })}
    >
      <Text size="sm" mb="xs">
        {t('import.nothingChanged')}
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {problems.map(({ line, message }) => (
          <List.Item key={`${line} ${message}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => onLine(line)}
            >
              {t('import.line', { line })}
            </Anchor>{' '}
            <span lang="en">{message}</span>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
