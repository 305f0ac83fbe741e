import { Alert, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { read } from '../../../lib/server/resource.ts';
import { IconAlertTriangle } from '../../../ui/icons.ts';
import { useFindingText } from './finding-text.ts';

interface DocumentFindingsProps {
  readonly taskId: string;
  readonly language: string;
  /** Hash of that PDF. */
  readonly sha256: string;
}

/** How often to ask for the findings of a PDF that the server hasn't examined yet. */
const pollMs = 5000;

/** What is unusual about the current PDF of a language, such as active content, or why it doesn't open; usually nothing. */
export function DocumentFindings({ taskId, language, sha256 }: DocumentFindingsProps) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const textOf = useFindingText();
  const examination = read('/api/v1/tasks/{taskId}/documents/{language}/examination', {
    path: { taskId, language },
  });
  const { data } = useQuery({
    ...examination,
    queryKey: [...examination.queryKey, sha256],
    // Findings of a PDF never change, and a removed PDF can't be examined.
    staleTime: 'static',
    refetchInterval: ({ state }) => (isWaiting(state.data?.findings) ? pollMs : false),
  });
  const findings = data?.findings ?? [];
  const waiting = isWaiting(findings) && textOf({ code: 'pdf-not-examined-yet', facts: {}, language });
  return (
    <div role="status">
      {waiting && (
        <Text size="sm">
          {waiting.text} {waiting.advice}
        </Text>
      )}
      {!waiting && findings.length > 0 && (
        <Alert
          color={findings.some(({ severity }) => severity === 'failed') ? 'red' : 'yellow'}
          icon={<IconAlertTriangle />}
          title={t('documents.findings', { language: format.language(language) })}
        >
          <List size="sm" spacing={4}>
            {findings.map((finding) => {
              const { text, advice } = textOf({ ...finding, language });
              return (
                <List.Item key={finding.code}>
                  {text} {advice && <Text span>{advice}</Text>}
                </List.Item>
              );
            })}
          </List>
        </Alert>
      )}
    </div>
  );
}

const isWaiting = (findings: ReadonlyArray<{ readonly code: string }> = []): boolean =>
  findings.some(({ code }) => code === 'pdf-not-examined-yet');
