import { checkFileName, isFileName } from 'lectern-signing';
import { LecternError } from '../../lib/errors.ts';

const extension = '.pdf';
const isPdfName = (name: string) => name.toLowerCase().endsWith(extension);

/**
 * A PDF that is also a script would run where it is saved as one, so its name must end with `.pdf`, in any case. Other names are refused,
 * not completed: the person may have chosen the wrong file.
 * @throws LecternError `file-name-invalid`; SigningError like `checkFileName`
 */
export function checkPdfName(name: string): void {
  checkFileName(name);
  if (isPdfName(name)) return;
  throw new LecternError('file-name-invalid', `Choose a file name that ends with "${extension}".`);
}

/** The name to deliver a PDF with; older uploads may have names that were not checked. */
export function pdfNameOf(name: string): string {
  if (isPdfName(name)) return name;
  const completed = `${name}${extension}`;
  return isFileName(completed) ? completed : `document${extension}`;
}
