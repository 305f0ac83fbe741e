import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';

interface Question {
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
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
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
      <Dialog opened={question !== undefined} onClose={() => answer(false)} title={title}>
        <Stack>
          <Text style={{ overflowWrap: 'anywhere' }}>{question?.text}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => answer(false)} data-autofocus>
              {t('action.cancel')}
            </Button>
            <Button color="red.9" onClick={() => answer(true)}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    ),
  };
}
