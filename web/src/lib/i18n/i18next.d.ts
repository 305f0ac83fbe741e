import 'i18next';
import type * as admin from './texts/admin.en.ts';
import type * as student from './texts/student.en.ts';
import type * as teacher from './texts/teacher.en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof student & typeof teacher & typeof admin;
    strictKeyChecks: true;
  }
}
