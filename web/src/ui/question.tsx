import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface QuestionProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Optional inputs below the question. */
  readonly fields?: ReactNode;
  /** Label of the answer that changes nothing, also given by Escape; default: cancel. */
  readonly noLabel?: string;
  readonly yesLabel: string;
  /** Color of the confirming button; default: red, for destructive actions. */
  readonly color?: string;
  readonly onAnswer: (isYes: boolean) => void;
}

/** Asks before something is lost. Above another dialog, Escape closes only the question. */
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
      // The content is gone before an animation would end.
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

interface Words {
  readonly title: string;
  readonly text: string;
  /** Label of the confirming button. */
  readonly verb: string;
  /** Whether something is lost; default true. */
  readonly isLoss?: boolean;
}

/** For code that may have to ask, depending on the input: `ask` resolves to the answer; render `dialog`. */
export function useQuestion(): {
  readonly ask: (words: Words) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const [question, setQuestion] = useState<Words & { readonly answer: (isYes: boolean) => void }>();
  const answer = (isYes: boolean) => {
    question?.answer(isYes);
    setQuestion(undefined);
  };
  return {
    ask: (words) =>
      new Promise((resolve) => {
        setQuestion({ ...words, answer: resolve });
      }),
    dialog: (
      <Question
        opened={question !== undefined}
        title={question?.title ?? ''}
        yesLabel={question?.verb ?? ''}
        color={question?.isLoss === false ? 'indigo' : 'red'}
        onAnswer={answer}
      >
        {question?.text}
      </Question>
    ),
  };
}
