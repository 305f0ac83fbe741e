import { oneOf, readSearch, shortText } from '../../../lib/read-search.ts';

export const roles = ['student', 'teacher', 'admin'] as const;

export const readAccountFilter = readSearch({
  text: shortText,
  role: oneOf(...roles),
  disabled: oneOf(true, false),
});

export type AccountFilter = ReturnType<typeof readAccountFilter>;
