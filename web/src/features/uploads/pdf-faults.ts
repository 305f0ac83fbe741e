/** Why readers could not see a PDF; the server refuses it with the same codes. */
export const pdfFaults = ['pdf-password', 'pdf-unreadable', 'pdf-empty'] as const;
export type PdfFault = (typeof pdfFaults)[number];

export interface PdfChecker {
  /** No fault if the PDF opens or can't be checked here: the server checks too. */
  check(pdf: Blob): Promise<{
    readonly fault?: PdfFault | undefined;
    readonly title?: string | undefined;
    readonly thumbnail?: string | undefined;
  }>;
  close(): void;
}

/** Loads pdf.js, which is needed only after a PDF was chosen. Without it, only the server checks. */
export async function openPdfChecker(options = { draws: false }): Promise<PdfChecker> {
  try {
    const { createPdfChecker } = await import('../reader/pdf/check-pdf.ts');
    return createPdfChecker(options);
  } catch {
    return { check: async () => ({}), close() {} };
  }
}
