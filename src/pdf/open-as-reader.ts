import { getDocument, PasswordResponses, VerbosityLevel } from 'unpdf/pdfjs';

/**
 * Opens a PDF, up to its first page, as the reader of the web app does, who has no password.
 * @returns the number of its pages, or why there is none to see
 * @throws when that cannot be told, as when it takes too much memory
 */
export async function openAsReader(bytes: Uint8Array): Promise<number | 'pdf-password' | 'pdf-unreadable'> {
  const task = getDocument({
    data: Uint8Array.from(bytes), // it takes the memory away
    enableXfa: false,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > 0) await pdf.getPage(1);
    return pdf.numPages;
  } catch (error) {
    const { name, code, details } = error as { name?: string; code?: unknown; details?: unknown };
    if (name === 'PasswordException' && code === PasswordResponses.NEED_PASSWORD) return 'pdf-password';
    if (name === 'InvalidPDFException') return 'pdf-unreadable';
    // So pdf.js calls all others that parsing ends with; a stack or an array that grew too large is no verdict.
    if (name === 'UnknownErrorException' && !String(details).startsWith('RangeError'))
      return 'pdf-unreadable';
    throw error;
  } finally {
    await task.destroy();
  }
}
