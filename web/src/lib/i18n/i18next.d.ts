import 'i18next';
import type admin from './locales/en/admin.json';
import type contests from './locales/en/contests.json';
import type issued from './locales/en/issued.json';
import type manage from './locales/en/manage.json';
import type reader from './locales/en/reader.json';
import type shell from './locales/en/shell.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shell;
      reader: typeof reader;
      manage: typeof manage;
      contests: typeof contests;
      issued: typeof issued;
      admin: typeof admin;
    };
    strictKeyChecks: true;
  }
}
