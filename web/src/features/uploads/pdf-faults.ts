/** Why readers would see nothing of a PDF; the server refuses it with the same codes. */
export const pdfFaults = ['pdf-password', 'pdf-unreadable', 'pdf-empty'] as const;
export type PdfFault = (typeof pdfFaults)[number];

export interface PdfChecker {
  /** Without a fault for a PDF that opens, and when that cannot be told here: the server looks as well. */
  check(pdf: Blob): Promise<{ readonly fault?: PdfFault | undefined; readonly title?: string | undefined }>;
  close(): void;
}

/** Loads pdf.js, which only whoever has chosen a PDF needs. Without it the server is the only one to look. */
export async function openPdfChecker(): Promise<PdfChecker> {
  try {
    const { createPdfChecker } = await import('../reader/pdf/check-pdf.ts');
    return createPdfChecker();
  } catch {
    return { check: async () => ({}), close() {} };
  }
}
