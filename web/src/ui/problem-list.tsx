import { Alert, Anchor, List, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { IconAlertTriangle } from './icons.ts';

interface ProblemListProps {
  readonly title: string;
  readonly text: string;
  readonly problems: ReadonlyArray<Schemas.RowProblem>;
  /** How a line is called. */
  readonly nameOf: (line: number) => string;
  /** Shows that line of the list, where it is on the page. */
  readonly onLine?: (line: number) => void;
}

/** All that must be put right in a list before anything is done with it. */
export function ProblemList({ title, text, problems, nameOf, onLine }: ProblemListProps) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={title}>
      <Text size="sm" mb="xs">
        {text}
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {problems.map(({ row, message }) => (
          <List.Item key={`${row} ${message}`}>
            {onLine ? (
              <Anchor
                component="button"
                type="button"
                size="sm"
                underline="always"
                onClick={() => onLine(row)}
              >
                {nameOf(row)}
              </Anchor>
            ) : (
              <strong>{nameOf(row)}</strong>
            )}{' '}
            <span lang="en">{message}</span>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
