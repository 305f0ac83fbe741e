/** Origins of pages that read PDFs through signed URLs, as browsers send them: `https://lectern.example.org`. */
export interface PageOrigins {
  /** The origin of the web app, whose pages also upload. */
  readonly webOrigin: string;
  /** Origins of platforms. The API sends no CORS headers, so their pages never get an upload URL from it. */
  readonly embedOrigins: ReadonlyArray<string>;
}

export const pageOriginsOf = (settings: {
  readonly publicUrl: string;
  readonly embedOrigins: ReadonlyArray<string>;
}): PageOrigins => ({
  webOrigin: new URL(settings.publicUrl).origin,
  embedOrigins: settings.embedOrigins,
});

/** All origins, without duplicates. */
export const allOrigins = ({ webOrigin, embedOrigins }: PageOrigins): ReadonlyArray<string> => [
  ...new Set([webOrigin, ...embedOrigins]),
];
