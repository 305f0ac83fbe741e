import { checkFileName, isFileName } from 'lectern-signing';
import { attachableTypes } from '../../lib/attachable-types.ts';
import { LecternError } from '../../lib/errors.ts';
import { endingOfKey, endingOfName, type FileEnding } from '../../storage/file-types.ts';

/**
 * A PDF that is also a script would run where it is saved as one, so its name must end with `.pdf`, in any case. Other names are refused,
 * not completed: the person may have chosen the wrong file.
 * @throws LecternError `file-name-invalid`; SigningError like `checkFileName`
 */
export const checkPdfName = (name: string): FileEnding => checkEnding(name, ['pdf']);

/** The same for an attachment, of one of several types. @returns the ending, in lower case */
export const checkAttachmentName = (name: string): FileEnding => checkEnding(name, attachableTypes);

function checkEnding(name: string, allowed: ReadonlyArray<FileEnding>): FileEnding {
  checkFileName(name);
  const ending = endingOfName(name);
  if (ending !== undefined && allowed.includes(ending)) return ending;
  const endings = allowed
    .map((each) => `".${each}"`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
  throw new LecternError('file-name-invalid', `Choose a file name that ends with ${endings}.`);
}

/** The name to deliver a file with, which must end like its key; older uploads may have names that were not checked. */
export function deliveredName(name: string, objectKey: string): string {
  const ending = endingOfKey(objectKey);
  if (name.toLowerCase().endsWith(`.${ending}`)) return name;
  const completed = `${name}.${ending}`;
  return isFileName(completed) ? completed : `document.${ending}`;
}
