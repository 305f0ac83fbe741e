import { Alert, Anchor, List, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { IconAlertTriangle } from './icons.ts';

interface ProblemListProps {
  readonly title: string;
  readonly text: string;
  readonly problems: ReadonlyArray<Schemas.RowProblem>;
  /** How a line is called. */
  readonly nameOf: (line: number) => string;
  /** Shows that line of the list, where it is on the page. */
  readonly onLine?: (line: number) => void;
  /** What puts a problem right. */
  readonly remedyOf?: (problem: Schemas.RowProblem) => ReactNode;
}

/** All that must be put right in a list before anything is done with it. */
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
