import { Stack, type StackProps } from '@mantine/core';
import type { FormErrors, UseFormReturnType } from '@mantine/form';
import { type SyntheticEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface FormProps<Values, Sent> extends Omit<StackProps, 'form' | 'onSubmit'> {
  readonly form: UseFormReturnType<Values, Sent>;
  /** Called if all fields are valid (rules.ts). */
  readonly onSubmit: (values: Sent) => void;
  /** Called if a field is invalid. */
  readonly onRefused?: () => void;
  /** Whether the first field gets the focus when the form appears. */
  readonly takesFocus?: boolean;
}

/** Fields below each other. Errors appear at their fields, in the page's language, and the first invalid field gets the focus. */
export function Form<Values, Sent>(props: FormProps<Values, Sent>) {
  const { form, onSubmit, onRefused, takesFocus = false, ...stack } = props;
  const { i18n } = useTranslation();
  const { clearErrors } = form;
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (takesFocus) element.current?.querySelector<HTMLElement>('[data-path]')?.focus();
  }, [takesFocus]);
  useEffect(() => {
    // The errors are in the previous language.
    i18n.on('languageChanged', clearErrors);
    return () => i18n.off('languageChanged', clearErrors);
  }, [i18n, clearErrors]);

  /** Focuses the first invalid field and returns it; undefined if all are valid. */
  function focusWrong(event: SyntheticEvent<HTMLFormElement> | undefined, errors: FormErrors) {
    const fields = event?.currentTarget.querySelectorAll<HTMLInputElement>('input, textarea') ?? [];
    const wrong = [...fields].find(
      // The rules see a partly typed time as empty. Checking its validity makes the field show its own error.
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

/** The field's path in the form, which Mantine sets on it or on the group around it. */
const pathOf = (field: Element) => field.closest<HTMLElement>('[data-path]')?.dataset.path ?? '';
