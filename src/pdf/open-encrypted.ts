import { getDocument, PasswordResponses, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * Opens a PDF as the reader of the web app does, who has no password.
 * @returns the number of its pages, or `password`
 */
export async function openWithoutPassword(bytes: Uint8Array): Promise<number | 'password'> {
  const task = getDocument({
    data: Uint8Array.from(bytes), // it takes the memory away
    enableXfa: false,
    useSystemFonts: false,
    stopAtErrors: true,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return (await task.promise).numPages;
  } catch (error) {
    const { name, code } = error as { name?: string; code?: unknown };
    if (name === 'PasswordException' && code === PasswordResponses.NEED_PASSWORD) return 'password';
    throw error;
  } finally {
    await task.destroy();
  }
}
