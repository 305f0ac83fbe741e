interface ImportMetaEnv {
  /** Where the files are that pdf.js asks for by name; see pdfjs.ts. */
  readonly PDFJS_FILES: string;
}
