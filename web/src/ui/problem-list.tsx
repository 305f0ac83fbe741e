import { Alert, Anchor, List, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { IconAlertTriangle } from './icons.ts';

interface ProblemListProps {
  readonly title: string;
  readonly text: string;
  readonly problems: ReadonlyArray<Schemas.RowProblem>;
  /** Name of a line. */
  readonly nameOf: (line: number) => string;
  /** Scrolls to a line if the list is on the page. */
  readonly onLine?: (line: number) => void;
  /** An action that fixes a problem. */
  readonly remedyOf?: (problem: Schemas.RowProblem) => ReactNode;
}

/** Everything that must be fixed in a list before it can be used. */
export function ProblemList({ title, text, problems, nameOf, onLine, remedyOf }: ProblemListProps) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={title}>
      <Text size="sm" mb="xs">
        {text}
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {problems.map((problem) => (
          <List.Item key={`${problem.row} ${problem.message}`}>
            {onLine ? (
              <Anchor
                component="button"
                type="button"
                size="sm"
                underline="always"
                onClick={() => onLine(problem.row)}
              >
                {nameOf(problem.row)}
              </Anchor>
            ) : (
              <strong>{nameOf(problem.row)}</strong>
            )}{' '}
            <span lang="en">{problem.message}</span> {remedyOf?.(problem)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
