import type { Command } from 'commander';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { AliasableExpression, Kysely } from 'kysely';
import type { Registry } from 'prom-client';
import type { ApiParts } from '../api/api-parts.ts';
import type { ApiRoutes } from '../api/api-routes.ts';
import type { DemoAccount } from '../api/routes/settings.ts';
import type { Cli } from '../cli/cli.ts';
import type { Config, SettingGroup } from '../config/config.ts';
import type { Core } from '../core/open-core.ts';
import type { MadeOfTasks } from '../core/revoke/revocations.ts';
import type { SchemaPart } from '../database/migrate.ts';
import type { Schema, Tables } from '../database/schema.ts';
import type { TokenReader } from '../domain/accounts/authenticate.ts';
import type { ForgetPerson } from '../domain/accounts/delete-account.ts';
import type { EndGiven } from '../domain/accounts/end-credentials.ts';
import type { SignInParts, SignInProvider } from '../domain/accounts/sign-in-provider.ts';
import type { ContestChecks } from '../domain/contests/contest-findings.ts';
import type { ExpectedObject } from '../domain/tasks/inspect-stored.ts';
import type { Diagnosis } from '../lib/findings.ts';
import type { Tracing } from '../lib/tracing.ts';

/**
 * Something that Lectern does beyond its core: a folder below `features/` with all that it is, and one line in
 * `features/index.ts`. Neither the core nor the domain imports any.
 */
export interface Feature extends SchemaPart {
  /** The name of its folder. */
  readonly name: string;
  /** Features that its modules import. Only these. */
  readonly needs?: ReadonlyArray<Feature>;
  readonly settings?: SettingGroup;
  /** The objects that its rows name, which are copied with them; undefined where none is to be copied. */
  readonly storedObjects?: (kysely: Kysely<Schema>) => StoredObjects;
  /** Tables whose rows mean nothing in another installation. */
  readonly notTransferred?: ReadonlyArray<keyof Tables>;
  /** Adds commands to the command line, or to a command that is there. */
  readonly addCommands?: (program: Command, cli: FeatureCli) => void;
  /** What the pre-flight of a contest also checks. */
  readonly contestChecks?: () => Promise<ContestChecks<Core>>;
  /**
   * Discards what is made of the PDFs of a task, when these have moved to other keys so that old URLs end.
   * @returns what there was, in words; undefined when there was nothing
   */
  readonly discardWith?: (core: Core, taskId: string) => Promise<string | undefined>;
  /** What `lectern doctor` also checks. @param tokens what `openTokens` gave in this process */
  readonly diagnose?: (core: Core, tokens?: OpenTokens) => AsyncIterable<Diagnosis>;
  /** What it makes of several tasks, which ends with the access to them. */
  readonly madeOfTasks?: MadeOfTasks;
  /** Ends what it has given an account, when everything that opens the account ends. */
  readonly endGiven?: EndGiven;
  /** Deletes what it keeps of a person, when their account is deleted. */
  readonly forgetPerson?: ForgetPerson;
  /** Whether it sends the e-mail that accounts cause. */
  readonly sendsMail?: (config: Config) => boolean;
  /** Another way to sign in; undefined where it is not set up. */
  readonly signIn?: (parts: SignInParts) => SignInProvider | undefined;
  /** Where traces and metrics also go; undefined where nothing is sent. Opened before everything else. */
  readonly openTelemetry?: (
    environment: NodeJS.ProcessEnv,
    version: string,
  ) => Promise<Telemetry | undefined>;
  /** What reads bearer tokens of a platform; undefined when none is trusted. */
  readonly openTokens?: (core: Core) => Promise<OpenTokens | undefined>;
  /** Opened with the servers; what it needs is loaded here. */
  readonly open?: (host: Host) => Promise<Additions>;
}

/** A query for objects in the storage, by the ids of the rows that name them. */
export type StoredObjects = AliasableExpression<ExpectedObject & { readonly id: string }>;

/** What traces requests, and sends metrics. */
export interface Telemetry {
  readonly tracing: Tracing;
  /** Begins to send what this registry holds. Called once. */
  sendMetrics(registry: Registry): void;
  /** Sends what is left, for up to two seconds. */
  close(): Promise<void>;
}

export interface OpenTokens extends TokenReader {
  /** For a timer: their keys may have changed. */
  refresh(): Promise<void>;
  readonly refreshEveryMs: number;
  diagnose(): Promise<Diagnosis>;
}

/** What the commands of a feature may call. */
export interface FeatureCli extends Cli {
  readonly features: ReadonlyArray<Feature>;
  /** Runs both servers until the process is stopped. @param environment what the settings were read from */
  readonly serve: (
    config: Config,
    environment: NodeJS.ProcessEnv,
    options?: { readonly demoAccounts: ReadonlyArray<DemoAccount> },
  ) => Promise<{ readonly core: Core }>;
}

/** What an open feature finds: the core, and what the servers share. */
export type Host = Core &
  ApiParts & { readonly features: ReadonlyArray<Feature>; readonly tokens: OpenTokens | undefined };

/** What an open feature adds to the servers. */
export interface Additions {
  /** Below `/api/v1`; each says in `config.access` who may call it. */
  readonly routes?: ReadonlyArray<ApiRoutes>;
  /** Open to everybody. */
  readonly publicRoutes?: ReadonlyArray<PublicRoutes>;
  /** Prepares the scope of the authorized routes, before any of them is added. */
  readonly prepare?: (server: FastifyInstance) => void;
  readonly jobs?: ReadonlyArray<Job>;
  readonly sweeps?: ReadonlyArray<Sweep>;
  /** Runs before the servers listen. Its failure keeps them from starting. */
  readonly load?: () => Promise<void>;
  /** Ends what would keep connections open, when the servers are about to close. */
  readonly stop?: () => void;
}

export interface PublicRoutes {
  readonly prefix: '/api/v1' | '/api/auth';
  readonly routes: FastifyPluginAsync;
}

/** Work that every process does again and again, one run at a time. */
export interface Job {
  readonly everyMs: number;
  /** For the log, as in "… failed". */
  readonly what: string;
  readonly run: (signal: AbortSignal) => unknown;
}

/** Removes what is over. One instance does it at a time, in the order in which sweeps were added. */
export interface Sweep {
  /** The name of its lease. */
  readonly lease: string;
  /** For the log, as in "removed …". */
  readonly what: string;
  /** @returns how many were removed */
  readonly remove: (nowMs: number, signal: AbortSignal) => Promise<number>;
}
