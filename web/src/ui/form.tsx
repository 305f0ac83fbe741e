import { Stack, type StackProps } from '@mantine/core';
import type { FormErrors, UseFormReturnType } from '@mantine/form';
import { type SyntheticEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface FormProps<Values, Sent> extends Omit<StackProps, 'form' | 'onSubmit'> {
  readonly form: UseFormReturnType<Values, Sent>;
  /** Called when every field keeps its rules (rules.ts). */
  readonly onSubmit: (values: Sent) => void;
  /** Called when a field does not. */
  readonly onRefused?: () => void;
  /** Whether the first field takes the focus as soon as it is there. */
  readonly takesFocus?: boolean;
}

/**
 * Fields below each other. What is wrong stands at its field, in the language of the page, and the first such field takes
 * the focus.
 */
export function Form<Values, Sent>(props: FormProps<Values, Sent>) {
  const { form, onSubmit, onRefused, takesFocus = false, ...stack } = props;
  const { i18n } = useTranslation();
  const { clearErrors } = form;
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (takesFocus) element.current?.querySelector<HTMLElement>('[data-path]')?.focus();
  }, [takesFocus]);
  useEffect(() => {
    // They are in the language that the page had.
    i18n.on('languageChanged', clearErrors);
    return () => i18n.off('languageChanged', clearErrors);
  }, [i18n, clearErrors]);

  /** Focuses the first field that is wrong. Undefined when there is none. */
  function focusWrong(event: SyntheticEvent<HTMLFormElement> | undefined, errors: FormErrors) {
    const fields = event?.currentTarget.querySelectorAll<HTMLInputElement>('input, textarea') ?? [];
    const wrong = [...fields].find(
      // A time that is typed in part counts as empty for the rules. Its field says so when it is checked.
      (field) => errors[pathOf(field)] !== undefined || (field.validity.badInput && !field.checkValidity()),
    );
    wrong?.focus();
    return wrong;
  }

  return (
    <form
      ref={element}
      noValidate
      onSubmit={form.onSubmit(
        (values, event) => (focusWrong(event, {}) ? onRefused?.() : onSubmit(values)),
        (errors, _, event) => {
          focusWrong(event, errors);
          onRefused?.();
        },
      )}
    >
      <Stack {...stack} />
    </form>
  );
}

/** Its name in the form, which Mantine puts at a field or around a group of them. */
const pathOf = (field: Element) => field.closest<HTMLElement>('[data-path]')?.dataset.path ?? '';
