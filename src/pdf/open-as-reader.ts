import { getDocument, PasswordResponses, VerbosityLevel } from 'unpdf/pdfjs';

/**
 * Opens a PDF, up to its first page, as the web app does for readers, without a password.
 * @returns the number of pages, or why it cannot be shown
 * @throws if unclear, for example when it takes too much memory
 */
export async function openAsReader(bytes: Uint8Array): Promise<number | 'pdf-password' | 'pdf-unreadable'> {
  const task = getDocument({
    data: Uint8Array.from(bytes), // pdf.js takes over the buffer
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
    // pdf.js gives this name to all other parse errors; a stack or array that grew too large says nothing about the file.
    if (name === 'UnknownErrorException' && !String(details).startsWith('RangeError'))
      return 'pdf-unreadable';
    throw error;
  } finally {
    await task.destroy();
  }
}
