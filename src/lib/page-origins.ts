/** Origins of pages that read PDFs by their signed URLs, as browsers send them: `https://lectern.example.org`. */
export interface PageOrigins {
  /** That of the web app, whose pages upload as well. */
  readonly webOrigin: string;
  /** Those of platforms. The API answers no page of another origin, so their pages never get an upload URL from it. */
  readonly embedOrigins: ReadonlyArray<string>;
}

/** The origins that the settings name. */
export const pageOriginsOf = (settings: {
  readonly publicUrl: string;
  readonly embedOrigins: ReadonlyArray<string>;
}): PageOrigins => ({
  webOrigin: new URL(settings.publicUrl).origin,
  embedOrigins: settings.embedOrigins,
});

/** All of them, each once. */
export const allOrigins = ({ webOrigin, embedOrigins }: PageOrigins): ReadonlyArray<string> => [
  ...new Set([webOrigin, ...embedOrigins]),
];
