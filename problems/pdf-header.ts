/** How far from its beginning the header of a PDF may be: ISO 32000-1 Annex H.3, note 13. */
export const headerBytes = 1024;

/**
 * Whether the first `headerBytes` bytes of a file have the header of a PDF (ISO 32000-2 §7.5.2), as viewers look for it.
 * Some programs write a byte order mark, blank lines or a header of their own before it.
 */
export const hasPdfHeader = (start: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(start.subarray(0, headerBytes)).includes('%PDF-');
