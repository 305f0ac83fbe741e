import { checkFileName, isFileName } from 'lectern-signing';
import { LecternError } from '../../lib/errors.ts';

const extension = '.pdf';
const isPdfName = (name: string) => name.toLowerCase().endsWith(extension);

/**
 * A PDF that is also a script would run where it is saved as one, so its name ends with `.pdf`, in any case. Others are refused
 * and not completed: whoever uploads one may have the wrong file.
 * @throws LecternError `file-name-invalid`; SigningError as `checkFileName`
 */
export function checkPdfName(name: string): void {
  checkFileName(name);
  if (isPdfName(name)) return;
  throw new LecternError('file-name-invalid', `Choose a file name that ends with "${extension}".`);
}

/** The name to deliver a PDF by, where it was uploaded before names were checked. */
export function pdfNameOf(name: string): string {
  if (isPdfName(name)) return name;
  const completed = `${name}${extension}`;
  return isFileName(completed) ? completed : `document${extension}`;
}
