import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Question } from './question.tsx';

interface ConfirmButtonProps extends ButtonProps {
  /** What will happen, before it does. */
  readonly question: string;
  /** What may be said with it. */
  readonly fields?: ReactNode;
  readonly onConfirm: () => void;
  readonly 'aria-label'?: string;
  /** What it does, as a verb: the button that confirms says the same. */
  readonly children: string;
}

/** Quiet until somebody means it: what loses something turns red under the pointer, and the question is red. */
const quiet = () => ({
  root: {
    '--button-color': 'var(--mantine-color-dimmed)',
    '--button-hover-color': 'var(--mantine-color-error)',
  },
});
/** A colour on its own tint has too little contrast for AA. */
const readable = () => ({ root: { '--button-hover-color': 'var(--mantine-color-bright)' } });

/** A button for what cannot be undone: it asks first. It is never the loudest thing of a page. */
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
