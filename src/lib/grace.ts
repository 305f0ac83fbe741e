/** How long a stopping server may take to finish what runs. */
export const graceMs = 10_000;
