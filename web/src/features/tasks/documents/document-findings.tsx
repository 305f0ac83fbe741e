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
  /** Of that PDF. */
  readonly sha256: string;
}

/** What the current PDF of a language does beside showing pages, or why it does not; mostly nothing. */
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
    // What was found in a PDF stays, and of a removed one nothing can be asked.
    staleTime: 'static',
  });
  const findings = data?.findings ?? [];
  return (
    <div role="status">
      {findings.length > 0 && (
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
