interface ImportMetaEnv {
  /** Path of the files that pdf.js loads on demand; see pdfjs.ts. */
  readonly PDFJS_FILES: string;
}
