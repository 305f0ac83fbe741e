declare module '../../database/schema.ts' {
  interface Tables {
    webhookEndpoints: WebhookEndpointTable;
    webhookOutbox: WebhookOutboxTable;
    webhookEvents: WebhookEventTable;
    webhookDeliveries: WebhookDeliveryTable;
    webhookOpenings: WebhookOpeningTable;
    webhookSigningKeys: WebhookSigningKeyTable;
  }
}

/** Why nothing is sent to an endpoint: someone asked for it, it failed for a day, or it replied 410. */
export type PauseReason = 'asked' | 'failing' | 'gone';

/** Times are Unix milliseconds. */
export interface WebhookEndpointTable {
  id: string;
  url: string;
  /** Types of events, separated by spaces, with one at both ends: triggers search for a type between spaces. */
  events: string;
  /** Sealed. */
  secret: string;
  /** Sealed; signs too until `previousUntil`. */
  previousSecret: string | null;
  previousUntil: number | null;
  /** The admin or API key; null once the account was deleted. */
  createdBy: string | null;
  createdAt: number;
  pausedAt: number | null;
  pauseReason: PauseReason | null;
  /** Since when no request has succeeded, and what the last one failed with; null after a success. */
  failingSince: number | null;
  lastFailure: string | null;
  lastDeliveredAt: number | null;
}

/** What happened, and is not yet an event. Triggers write it, in the transaction of the change. */
export interface WebhookOutboxTable {
  id: number;
  at: number;
  type: string;
  /** A JSON object of ids by name. */
  data: string;
}

/** What is sent, and sent again on request. */
export interface WebhookEventTable {
  /** Of the message, the same in all attempts. */
  id: string;
  at: number;
  type: string;
  /** The body of the request. */
  body: string;
  /** The person whom it names. The event is deleted with the account. */
  userId: string | null;
}

export interface WebhookDeliveryTable {
  /** The ids of endpoint and event, so that there is one of each. */
  id: string;
  endpointId: string;
  eventId: string;
  /** Failed attempts. */
  attempts: number;
  /** Time of the next attempt, or end of a claim; null once delivered or given up. */
  dueAt: number | null;
  /** Time of the last attempt, and what it failed with; null before it, and after a success. */
  attemptedAt: number | null;
  failure: string | null;
}

/** Which first openings became events. */
interface WebhookOpeningTable {
  userId: string;
  taskId: string;
  at: number;
}

/** Signing keys that were seen to sign. */
interface WebhookSigningKeyTable {
  id: string;
}
