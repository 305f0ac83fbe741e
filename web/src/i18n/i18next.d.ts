import 'i18next';
import type admin from './locales/en/admin.json';
import type common from './locales/en/common.json';
import type contests from './locales/en/contests.json';
import type issued from './locales/en/issued.json';
import type manage from './locales/en/manage.json';
import type reader from './locales/en/reader.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      reader: typeof reader;
      manage: typeof manage;
      contests: typeof contests;
      issued: typeof issued;
      admin: typeof admin;
    };
    strictKeyChecks: true;
  }
}
