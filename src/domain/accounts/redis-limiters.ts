import { type IRateLimiterOptions, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { OpenLimiter } from './failure-count.ts';

/** Nobody waits longer for Redis than this before the process counts by itself. */
const timeoutMs = 1000;
const longestPauseMs = 2000;

export interface RedisLimiters {
  /** Counts in Redis; in this process alone while Redis does not answer. */
  readonly openLimiter: OpenLimiter;
  close(): void;
}

export interface RedisLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/**
 * Limits that all processes with the same Redis (or Valkey) share. It connects by itself, again and again, and throws
 * nothing when Redis is away: the limits then count in this process, and the log says so once, and once when it is
 * back. Without a connection nothing waits, and nothing queues.
 * @param url redis:// or rediss://
 */
export async function connectRedisLimiters(url: string, log: RedisLog): Promise<RedisLimiters> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    connectionName: 'lectern',
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    socketTimeout: timeoutMs, // a server that hangs is left, so that only the first command waits for it
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
    log.warn({ error: lastError }, 'Redis does not answer: limits count in this process by itself');
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

/** Counts what Redis refuses to, also when the connection itself is well. */
class Insurance extends RateLimiterMemory {
  readonly #onUse: () => void;

  constructor(options: IRateLimiterOptions, onUse: () => void) {
    super(options);
    this.#onUse = onUse;
  }

  /** Counting failures begins with this. */
  override penalty(...counted: Parameters<RateLimiterMemory['penalty']>) {
    this.#onUse();
    return super.penalty(...counted);
  }

  override consume(...counted: Parameters<RateLimiterMemory['consume']>) {
    this.#onUse();
    return super.consume(...counted);
  }
}
