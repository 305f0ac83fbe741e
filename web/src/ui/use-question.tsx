import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Question } from './question.tsx';

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
  const { t } = useTranslation();
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
      <Question
        opened={question !== undefined}
        title={title}
        noLabel={t('action.cancel')}
        yesLabel={verb}
        onAnswer={answer}
      >
        {question?.text}
      </Question>
    ),
  };
}
