export const outcomes = ['ok', 'warning', 'failed', 'skipped'] as const;

/** The result of a check. Warnings do not make the doctor fail. */
export interface Finding {
  readonly outcome: (typeof outcomes)[number];
  /** What was found. */
  readonly detail: string;
  /** What the operator can do about it. */
  readonly remedy?: string;
}

/** A finding with its check; `id` is stable, for programs. */
export interface Diagnosis extends Finding {
  readonly id: string;
  readonly title: string;
}

export const ok = (detail: string): Finding => ({ outcome: 'ok', detail });
export const skipped = (detail: string): Finding => ({ outcome: 'skipped', detail });
export const failed = (detail: string, remedy: string): Finding => ({ outcome: 'failed', detail, remedy });
export const warning = (detail: string, remedy: string): Finding => ({ outcome: 'warning', detail, remedy });
