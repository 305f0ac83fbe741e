import { type ApiDocument, type Operation, operationsOf, type Schema } from './shared-components.ts';

/** Adds examples of bodies and replies, made from the schemas, unless these have their own. A test validates them. */
export function addExamples(document: ApiDocument): void {
  const { schemas = {} } = document.components ?? {};
  for (const operation of operationsOf(document)) {
    for (const media of jsonOf(operation)) media.example ??= exampleOf(media.schema, '', schemas);
  }
}

function jsonOf({ requestBody, responses }: Operation) {
  const contents = Object.values(responses).map((response) => 'content' in response && response.content);
  return [requestBody?.content, ...contents].flatMap((content) =>
    content ? (content['application/json'] ?? []) : [],
  );
}

const id = (ending: string) => `0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c${ending}`;
const file = 'https://files.example.org/pdf/8d3f2c';
const opening = '2026-11-24T12:00:00Z';
const closing = '2026-11-24T17:00:00Z';
const expiry = '2026-11-24T12:05:00Z';
const ada = 'ada@example.org';

/** By the name of a schema or a property. */
const values: Readonly<Record<string, unknown>> = {
  Id: id('35'),
  taskId: id('35'),
  contestId: id('36'),
  groupId: id('37'),
  versionId: id('38'),
  apiKeyId: id('39'),
  userId: 'Jq3mT7xWc9Rd',
  uploadedBy: 'Jq3mT7xWc9Rd',
  issueId: 'q3ZtB1xUe0',
  requestId: '5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11',
  ExternalId: '42',
  externalId: '42',
  AskedId: 'ext:42',
  PlatformId: '42',
  taskExternalId: '42',
  taskExternalIds: '42',
  userExternalId: '7',
  uploadedByExternalId: '7',
  groupExternalId: 'algo',
  groupExternalIds: 'algo',
  contestExternalId: 'autumn',
  throughExternalId: 'autumn',
  Time: opening,
  opensAt: opening,
  endsAt: closing,
  closesAt: closing,
  validUntil: closing,
  prefetchFrom: '2026-11-24T10:00:00Z',
  createdAt: '2026-11-19T08:00:00Z',
  updatedAt: '2026-11-20T09:30:00Z',
  descriptionPdfUrlExpiresAt: expiry,
  uploadUrlExpiresAt: expiry,
  urlExpiresAt: expiry,
  descriptionPdfUrl: `${file}?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w`,
  url: `${file}?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w`,
  uploadUrl: `${file}?expires=1795521900&kid=k1&v=1&sig=Vb7Q`,
  uploadHeaders: {},
  Language: 'en',
  language: 'en',
  languages: 'en',
  timeZone: 'Europe/Warsaw',
  Email: ada,
  UnverifiedEmail: ada,
  email: ada,
  emails: ada,
  unknown: 'bob@example.org',
  unverified: 'eve@example.org',
  contact: 'help@example.org',
  emailDomains: 'example.org',
  names: 'Ada',
  groups: 'Algorithms',
  through: 'Algorithms',
  uploadedByName: 'Tina',
  apiKeyName: 'Judge',
  ground: 'contest',
  title: 'Sum of squares',
  label: 'A',
  position: 1,
  fileName: 'sum-of-squares.en.pdf',
  size: 48_213,
  pages: 2,
  page: 3,
  Sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  EntityTag: '"4kQ9xJvP1wE"',
  TaskTitles: { pl: 'Suma kwadratów' },
  ChangeReason: { en: 'Sample 2 was wrong.' },
  NoticeTexts: { en: 'Sample 2 was wrong.' },
  token: 'kX2v8cQw1nZr5tYb',
  password: 'correct horse',
  currentPassword: 'correct horse',
  newPassword: 'battery staple',
  key: 'wLq2Zr7Yb0Xk5Vt1Nd8Ms4',
  setupLink: 'https://lectern.example.org/set-password#token=mC4wVb7Qk1',
  next: '/tasks',
  nextCursor: null,
  networks: '203.0.113.0/24',
  csv: 'name,email,group\nAda,ada@example.org,Algorithms\n',
  line: 2,
  message: 'There is no group "Algorithms".',
  remedy: 'Let the origin of the pages read the bucket.',
  objectKey: 'pdf/8d3f2c',
  issuer: 'https://judge.example.org',
  signInProvider: 'School',
  maxPdfBytes: 20_971_520,
  maxAttachmentBytes: 20_971_520,
  version: '0.1.0',
};

/** Values of `name`, by a word in the name of the schema. */
const namesOf = { Contest: 'Autumn round', Group: 'Algorithms', Container: 'Algorithms', ApiKey: 'Judge' };

function nameIn(schemaName: string): string {
  const [, name = 'Ada'] = Object.entries(namesOf).find(([word]) => schemaName.includes(word)) ?? [];
  return name;
}

/** @param name of the property, or of the referenced schema */
function exampleOf(schema: Schema, name: string, schemas: Record<string, Schema>): unknown {
  const { $ref, properties, items, anyOf, oneOf, type } = schema;
  const words = schema.enum ?? schema['x-extensible-enum'];
  const own = schema['examples'];
  if (Array.isArray(own)) return own[0];
  const [shape] = anyOf ?? oneOf ?? [];
  if (shape) return exampleOf(shape, name, schemas);
  if (properties) {
    const members = Object.entries(properties).map(([key, each]) => [
      key,
      key === 'name' ? nameIn(name) : exampleOf(each, key, schemas),
    ]);
    return Object.fromEntries(members);
  }
  if (items) return [exampleOf(items, name, schemas)];
  if (words) return words[0];
  if (type === 'boolean') return false;
  if ($ref !== undefined) {
    const named = $ref.slice($ref.lastIndexOf('/') + 1);
    const target = schemas[named] ?? {};
    const isPlain = target['type'] === 'string' && !target['x-extensible-enum'];
    return exampleOf(target, isPlain && name in values ? name : named, schemas);
  }
  if (name in values) return values[name];
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 0;
  if (type === 'object') return {};
  if (schema['format'] === 'date-time') return values['Time'];
  return schema['format'] === 'uri' ? 'https://lectern.example.org' : 'text';
}
