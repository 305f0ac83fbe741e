import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Question } from './question.tsx';

interface ConfirmButtonProps extends ButtonProps {
  /** Describes what will happen. */
  readonly question: string;
  /** Optional inputs below the question. */
  readonly fields?: ReactNode;
  readonly onConfirm: () => void;
  readonly 'aria-label'?: string;
  /** A verb, also used as the label of the confirming button. */
  readonly children: string;
}

/** Only red on hover: destructive actions shouldn't attract clicks. */
const quiet = () => ({
  root: {
    '--button-color': 'var(--mantine-color-dimmed)',
    '--button-hover-color': 'var(--mantine-color-error)',
  },
});
/** Colored text on its own tint fails the contrast of WCAG AA. */
const readable = () => ({ root: { '--button-hover-color': 'var(--mantine-color-bright)' } });

/** A button for actions that can't be undone, which asks first. It is never the most prominent on a page. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { question, fields, onConfirm, color = 'red', children, ...button } = props;
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="subtle"
        color={color}
        size="compact-sm"
        vars={color === 'red' ? quiet : readable}
        {...button}
        onClick={open}
      >
        {children}
      </Button>
      <Question
        opened={opened}
        title={button['aria-label'] ?? children}
        yesLabel={children}
        color={color}
        fields={fields}
        onAnswer={(isYes) => {
          close();
          if (isYes) onConfirm();
        }}
      >
        {question}
      </Question>
    </>
  );
}
