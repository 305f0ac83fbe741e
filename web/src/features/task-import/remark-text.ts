import type { TFunction } from 'i18next';
import type { Format } from '../../lib/format/format.ts';
import { maxProblems, type Remark } from './import-draft.ts';

/** Why something can't be imported, in the app's language. */
export function remarkText(
  remark: Remark,
  { t, format }: { t: TFunction<'task-import'>; format: Format },
): string {
  const { code } = remark;
  if (code === 'only-source') {
    const kind = remark.kind === 'plain text' ? t('drop.plainText') : remark.kind;
    return t('drop.remark.only-source', { language: format.language(remark.language), kind });
  }
  if (code === 'file-too-large') {
    return t('drop.remark.file-too-large', { path: remark.path, max: format.bytes(remark.maxBytes) });
  }
  if (code === 'too-many-problems') return t('drop.remark.too-many-problems', { max: maxProblems });
  if ('detail' in remark) {
    const text = t(`drop.remark.${remark.code}`);
    // Only the parser's message, in English, says what is wrong.
    return remark.code === 'metadata-invalid' ? `${text} ${remark.detail}` : text;
  }
  return 'path' in remark
    ? t(`drop.remark.${remark.code}`, { path: remark.path })
    : t(`drop.remark.${remark.code}`);
}
