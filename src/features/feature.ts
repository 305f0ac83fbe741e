import type { Command } from 'commander';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { AliasableExpression, Kysely } from 'kysely';
import type { Registry } from 'prom-client';
import type { ApiParts } from '../api/api-parts.ts';
import type { ApiRoutes } from '../api/api-routes.ts';
import type { DemoAccount } from '../api/routes/settings.ts';
import type { Cli } from '../cli/cli.ts';
import type { Config, SettingGroup } from '../config/config.ts';
import type { Delivery, UrlReadsAt } from '../core/issue/url-reads.ts';
import type { Core } from '../core/open-core.ts';
import type { Database } from '../database/database.ts';
import type { SchemaPart } from '../database/migrate.ts';
import type { Schema, Tables } from '../database/schema.ts';
import type { TokenReader } from '../domain/accounts/authenticate.ts';
import type { ErasePerson } from '../domain/accounts/delete-account.ts';
import type { RevokeGrantedAccess } from '../domain/accounts/end-credentials.ts';
import type { SignInParts, SignInProvider } from '../domain/accounts/sign-in-provider.ts';
import type { ContestChecks } from '../domain/contests/contest-findings.ts';
import type { ExpectedObject } from '../domain/tasks/inspect-stored.ts';
import type { Diagnosis } from '../lib/findings.ts';
import type { Tracing } from '../lib/tracing.ts';
import type { DerivedArtifacts } from '../revocation/revocations.ts';

/**
 * A part of Lectern beyond its core: a folder below `features/`, listed in `features/index.ts`. Neither the core nor
 * the domain imports any.
 */
export interface Feature extends SchemaPart {
  /** Name of its folder. */
  readonly name: string;
  /** The only features that its modules may import. */
  readonly needs?: ReadonlyArray<Feature>;
  readonly settings?: SettingGroup;
  /** The objects that its rows name, which backups and transfers copy; undefined if there are none. */
  readonly storedObjects?: (kysely: Kysely<Schema>) => StoredObjects;
  /** Tables whose rows mean nothing in another installation. */
  readonly notTransferred?: ReadonlyArray<keyof Tables>;
  /** Prepares an empty database before a transfer copies rows to it. */
  readonly prepareTransfer?: (target: Database) => Promise<void>;
  /** Adds commands, or extends existing ones. */
  readonly addCommands?: (program: Command, cli: FeatureCli) => void;
  /** More checks for the pre-flight of a contest. */
  readonly contestChecks?: () => Promise<ContestChecks<Core>>;
  /**
   * Discards what it has made of a task's PDFs, after `lectern revoke` has moved these to other keys.
   * @returns what was discarded, in words; undefined if nothing was
   */
  readonly discardWith?: (core: Core, taskId: string) => Promise<string | undefined>;
  /** More checks for `lectern doctor`. */
  readonly diagnose?: (core: Core, others: Others) => AsyncIterable<Diagnosis>;
  /** Records what became of issued URLs. */
  readonly urlReads?: UrlReadsAt;
  /** Objects that it makes of several tasks. Their URLs end with the access to the tasks. */
  readonly derivedArtifacts?: DerivedArtifacts;
  /** Revokes access that it has given an account, when all credentials of the account end. */
  readonly revokeGrantedAccess?: RevokeGrantedAccess;
  /** Deletes what it stores about a person when their account is deleted. */
  readonly erasePerson?: ErasePerson;
  /** Whether it sends the e-mail that the domain queues. */
  readonly sendsMail?: (config: Config) => boolean;
  /** Sends an e-mail that is not for an account; undefined if e-mail is not configured. */
  readonly sendPlainMail?: (config: Config, mail: PlainMail) => Promise<void> | undefined;
  /** Another way to sign in; undefined if it is not configured. */
  readonly signIn?: (parts: SignInParts) => SignInProvider | undefined;
  /** Exports traces and metrics; undefined if it is not configured. Opened before everything else. */
  readonly openTelemetry?: (
    environment: NodeJS.ProcessEnv,
    version: string,
  ) => Promise<Telemetry | undefined>;
  /** Accepts bearer tokens of a platform; undefined if none is trusted. */
  readonly openTokens?: (core: Core) => Promise<OpenTokens | undefined>;
  /** Called when the servers start; imports the rest of the feature. */
  readonly open?: (host: Host) => Promise<Additions>;
}

/** A query for objects in the storage, with the ids of the rows that name them. */
export type StoredObjects = AliasableExpression<ExpectedObject & { readonly id: string }>;

export interface PlainMail {
  /** An address. */
  readonly to: string;
  readonly subject: string;
  /** In English. */
  readonly text: string;
}

/** Traces requests and sends metrics. */
export interface Telemetry {
  readonly tracing: Tracing;
  /** Starts to send the metrics of a registry. Called once. */
  sendMetrics(registry: Registry): void;
  /** Sends the rest, for up to two seconds. */
  close(): Promise<void>;
}

export interface OpenTokens extends TokenReader {
  /** Updates the keys of the tokens. Call it every `refreshEveryMs`. */
  refresh(): Promise<void>;
  readonly refreshEveryMs: number;
  diagnose(): Promise<Diagnosis>;
}

/** The command line for the commands of features. */
export interface FeatureCli extends Cli {
  readonly features: ReadonlyArray<Feature>;
  /** Runs both servers until the process is stopped. @param environment the source of the settings */
  readonly serve: (
    config: Config,
    environment: NodeJS.ProcessEnv,
    options?: { readonly demoAccounts: ReadonlyArray<DemoAccount> },
  ) => Promise<{ readonly core: Core }>;
}

/** What a feature may ask of the others. */
interface Others {
  readonly features: ReadonlyArray<Feature>;
  /** The result of `openTokens` in this process. */
  readonly tokens: OpenTokens | undefined;
}

/** The core and the shared parts of the servers, for open features. */
export type Host = Core & ApiParts & Others;

/** The additions of an open feature to the servers. */
export interface Additions {
  /** Below `/api/v1`. `config.access` of each route defines who may call it. */
  readonly routes?: ReadonlyArray<ApiRoutes>;
  /** Routes without authentication. */
  readonly publicRoutes?: ReadonlyArray<PublicRoutes>;
  /** Prepares the scope of the authorized routes before any of them is added. */
  readonly prepare?: (server: FastifyInstance) => void;
  readonly jobs?: ReadonlyArray<Job>;
  /** Called when the file server has sent a PDF or a part of it. Must not throw or take long. */
  readonly onDelivery?: (delivery: Delivery) => void;
  readonly sweeps?: ReadonlyArray<Sweep>;
  /** Runs before the servers listen. If it fails, they do not start. */
  readonly load?: () => Promise<void>;
  /** Runs before the servers close, to end long-lived connections. */
  readonly stop?: () => void;
  /** Runs when the servers have closed, before the database closes. */
  readonly close?: () => Promise<void>;
}

export interface PublicRoutes {
  readonly prefix: '/api/v1' | '/api/auth';
  readonly routes: FastifyPluginAsync;
}

/** Work that every process repeats, one run at a time. */
export interface Job {
  readonly everyMs: number;
  /** For the log: "… failed". */
  readonly what: string;
  readonly run: (signal: AbortSignal) => unknown;
}

/** Removes expired data. One instance at a time runs it, in the order in which sweeps were added. */
export interface Sweep {
  /** Name of its lease. */
  readonly lease: string;
  /** For the log: "removed …". */
  readonly what: string;
  /** @returns how many were removed */
  readonly remove: (nowMs: number, signal: AbortSignal) => Promise<number>;
}
