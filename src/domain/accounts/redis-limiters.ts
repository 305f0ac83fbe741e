import { type IRateLimiterOptions, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { OpenLimiter } from './failure-count.ts';

/** The longest wait for Redis, before this process counts on its own. */
const timeoutMs = 1000;
const longestPauseMs = 2000;

export interface RedisLimiters {
  /** Counts in Redis, or only in this process while Redis does not answer. */
  readonly openLimiter: OpenLimiter;
  close(): void;
}

export interface RedisLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/**
 * Limits shared by all processes with the same Redis (or Valkey). It keeps reconnecting, and never throws because Redis is away: the limits
 * then count in this process, and the log tells when Redis is lost and when it is back. Without a connection nothing waits or queues.
 * @param url redis:// or rediss://
 */
export async function connectRedisLimiters(url: string, log: RedisLog): Promise<RedisLimiters> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    connectionName: 'lectern',
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    socketTimeout: timeoutMs, // drops a server that hangs, so that only the first command waits for it
    retryStrategy: (times) => Math.min(times * 100, longestPauseMs),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  let isAway = false;
  let lastError = '';

  function away(): void {
    if (isAway) return;
    isAway = true;
    log.warn({ error: lastError }, 'Redis does not answer: limits count in this process only');
  }

  client.on('error', (error) => {
    lastError = error.message;
  });
  client.on('close', away);
  client.on('ready', () => {
    if (isAway) log.info({}, 'Redis answers again: limits are shared');
    isAway = false;
  });

  return {
    openLimiter: (options) =>
      new RateLimiterRedis({
        ...options,
        storeClient: client,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new Insurance(options, away),
      }),
    close() {
      client.off('close', away);
      client.disconnect();
    },
  };
}

/** Counts when a command of Redis fails, even if the connection is intact. */
class Insurance extends RateLimiterMemory {
  readonly #onUse: () => void;

  constructor(options: IRateLimiterOptions, onUse: () => void) {
    super(options);
    this.#onUse = onUse;
  }

  /** Counting of failures begins here. */
  override penalty(...counted: Parameters<RateLimiterMemory['penalty']>) {
    this.#onUse();
    return super.penalty(...counted);
  }

  override consume(...counted: Parameters<RateLimiterMemory['consume']>) {
    this.#onUse();
    return super.consume(...counted);
  }
}
