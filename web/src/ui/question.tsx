import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface QuestionProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The answer that changes nothing, which Escape gives too. */
  readonly noLabel: string;
  readonly yesLabel: string;
  readonly onAnswer: (isYes: boolean) => void;
}

/** Asks before something is lost. In the stack of a dialog, Escape answers it and leaves the dialog. */
export function Question({ opened, title, children, noLabel, yesLabel, onAnswer }: QuestionProps) {
  return (
    <Modal
      opened={opened}
      onClose={() => onAnswer(false)}
      title={title}
      styles={{ title: { fontWeight: 650 } }}
      stackId={useId()}
      withCloseButton={false}
      closeOnClickOutside={false}
      // What was shown in it is gone by then.
      transitionProps={{ exitDuration: 0 }}
    >
      <Stack>
        <Text style={{ overflowWrap: 'anywhere' }}>{children}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)} data-autofocus>
            {noLabel}
          </Button>
          <Button color="red.9" onClick={() => onAnswer(true)}>
            {yesLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
