import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface QuestionProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** What may be said with the answer. */
  readonly fields?: ReactNode;
  /** The answer that changes nothing, which Escape gives too; default: cancel. */
  readonly noLabel?: string;
  readonly yesLabel: string;
  /** Of the button that confirms; default: red, as something is lost. */
  readonly color?: string;
  readonly onAnswer: (isYes: boolean) => void;
}

/** Asks before something is lost. In the stack of a dialog, Escape answers it and leaves the dialog. */
export function Question(props: QuestionProps) {
  const { opened, title, children, fields, noLabel, yesLabel, color = 'red', onAnswer } = props;
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={() => onAnswer(false)}
      title={title}
      stackId={useId()}
      withCloseButton={false}
      closeOnClickOutside={false}
      // What was shown in it is gone by then.
      transitionProps={{ exitDuration: 0 }}
    >
      <Stack>
        <Text style={{ overflowWrap: 'anywhere' }}>{children}</Text>
        {fields}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)} data-autofocus>
            {noLabel ?? t('action.cancel')}
          </Button>
          <Button color={color === 'red' ? 'red.9' : color} onClick={() => onAnswer(true)}>
            {yesLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface Asked {
  readonly text: string;
  readonly answer: (isYes: boolean) => void;
}

/**
 * A question for where only the input tells whether there is one: `ask` gives the answer, `dialog` is where it is asked.
 * @param verb what the button that confirms does
 */
export function useQuestion(
  title: string,
  verb: string,
): {
  readonly ask: (text: string) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const [question, setQuestion] = useState<Asked>();
  const answer = (isYes: boolean) => {
    question?.answer(isYes);
    setQuestion(undefined);
  };
  return {
    ask: (text) =>
      new Promise((resolve) => {
        setQuestion({ text, answer: resolve });
      }),
    dialog: (
      <Question opened={question !== undefined} title={title} yesLabel={verb} onAnswer={answer}>
        {question?.text}
      </Question>
    ),
  };
}
