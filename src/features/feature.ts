import type { Command } from 'commander';
import type { AliasableExpression, Kysely } from 'kysely';
import type { Registry } from 'prom-client';
import type { ApiParts } from '../api/api-parts.ts';
import type { DemoAccount } from '../api/routes/settings.ts';
import type { AddedRoutes } from '../api/server.ts';
import type { Cli } from '../cli/cli.ts';
import type { Config, SettingGroup } from '../config/config.ts';
import type { OnTrace } from '../core/issue/trace.ts';
import type { Delivery, UrlReadsAt } from '../core/issue/url-reads.ts';
import type { Core } from '../core/open-core.ts';
import type { OnRefusedUrl } from '../core/redeem/server.ts';
import type { Database } from '../database/database.ts';
import type { SchemaPart } from '../database/migrate.ts';
import type { Schema, Tables } from '../database/schema.ts';
import type { TokenReader } from '../domain/accounts/authenticate.ts';
import type { ErasePerson } from '../domain/accounts/delete-account.ts';
import type { SignInParts, SignInProvider } from '../domain/accounts/sign-in-provider.ts';
import type { ContestChecks } from '../domain/contests/contest-findings.ts';
import type { ExpectedObject } from '../domain/tasks/inspect-stored.ts';
import type { Diagnosis } from '../lib/findings.ts';
import type { Profile } from '../lib/profile.ts';
import type { Tracing } from '../lib/tracing.ts';
import type { ExtraAccess } from '../revocation/revocations.ts';

/**
 * A part of Lectern beyond its core: a folder below `features/`, listed in `features/index.ts`. Neither the core nor
 * the domain imports any.
 */
export interface Feature {
  /** Name of its folder. */
  readonly name: string;
  /** The smallest profile that has it; default: all have it. Its tables are always there. */
  readonly profile?: Profile;
  /** The only features that its modules may import. */
  readonly needs?: ReadonlyArray<Feature>;
  readonly access?: AccessPorts;
  readonly lifecycle?: LifecyclePorts;
  readonly storage?: StoragePorts;
  readonly cli?: CliPorts;
  /** Called when the servers start; imports the rest of the feature. */
  readonly open?: (host: Host) => Promise<Additions>;
}

/** What it gives readers, and when that ends. Most is called in the transaction that changes access. */
interface AccessPorts {
  readonly extraAccess?: ExtraAccess;
  /** Called when someone has traced a URL to its readers. */
  readonly onTrace?: OnTrace;
  /** Its ways to prove who someone is. */
  readonly identity?: {
    /** Another way to sign in; undefined if it is not configured. */
    readonly signIn?: (parts: SignInParts) => SignInProvider | undefined;
    /** Accepts bearer tokens of a platform; undefined if none is trusted. */
    readonly openTokens?: (core: Core) => Promise<OpenTokens | undefined>;
  };
}

/** What it needs from the process, before the core opens. */
interface LifecyclePorts {
  readonly settings?: SettingGroup;
  /** Exports traces and metrics; undefined if it is not configured. Opened before everything else. */
  readonly openTelemetry?: (
    environment: NodeJS.ProcessEnv,
    version: string,
  ) => Promise<Telemetry | undefined>;
  /** Sends the e-mail that the domain queues. @returns how to send other e-mail; undefined if e-mail is not configured */
  readonly mail?: (config: Config) => ((mail: PlainMail) => Promise<void>) | undefined;
}

/** Its part of the database, and of the objects in the storage. */
interface StoragePorts {
  readonly schema?: SchemaPart;
  /** What backups and transfers copy, in addition to its tables. */
  readonly transfer?: {
    /** The objects that its rows name. */
    readonly storedObjects?: (kysely: Kysely<Schema>) => StoredObjects;
    /** Tables whose rows mean nothing in another installation. */
    readonly leftOut?: ReadonlyArray<keyof Tables>;
    /** Prepares an empty database before a transfer copies rows to it. */
    readonly prepare?: (target: Database) => Promise<void>;
  };
  /** Its tables whose changes the audit log keeps, by name. */
  readonly loggedTables?: Readonly<Record<string, LoggedTable>>;
  /** Records what became of issued URLs. */
  readonly urlReads?: UrlReadsAt;
  /** Deletes what it stores about a person when their account is deleted. */
  readonly erasePerson?: ErasePerson;
}

/** Which changes of a table the audit log keeps. `lectern-audit-log` says what its rows are about. */
export interface LoggedTable {
  /** Keys, and what decides who may read what; never names, addresses, titles or texts. Undefined: no trigger logs them. */
  readonly columns?: ReadonlyArray<string>;
  /** The person whom a row names. */
  readonly userId?: (row: Readonly<Record<string, unknown>>) => unknown;
}

/** Commands, and what existing commands check. The API runs the same checks. */
interface CliPorts {
  /** Adds commands, or extends existing ones. */
  readonly addCommands?: (program: Command, cli: FeatureCli) => void;
  /** More checks for the pre-flight of a contest. */
  readonly contestChecks?: () => Promise<ContestChecks<Core>>;
  /** More checks for `lectern doctor`. */
  readonly diagnose?: (core: Core, others: Others) => AsyncIterable<Diagnosis>;
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
export type Host = Core &
  ApiParts &
  Others & {
    /** Adds a listener, called when the file server has sent a PDF or a part of it. Must not throw or take long. */
    readonly onDelivery: (listen: (delivery: Delivery) => void) => void;
    /** The same, called when it has refused a URL that we signed. */
    readonly onRefusedUrl: (listen: OnRefusedUrl) => void;
  };

/** The additions of an open feature to the servers. */
export interface Additions {
  readonly http?: Partial<AddedRoutes>;
  readonly lifecycle?: AddedWork;
}

export interface AddedWork {
  readonly jobs?: ReadonlyArray<Job>;
  readonly sweeps?: ReadonlyArray<Sweep>;
}

/** Work that every process repeats, one run at a time. */
export interface Job {
  readonly everyMs: number;
  /** For the log: "… failed". */
  readonly what: string;
  /** Runs once before the servers listen. If it fails, they do not start. */
  readonly atStart?: () => Promise<void>;
  readonly run: (signal: AbortSignal) => unknown;
  /** Runs once when the servers have closed, before the database closes. */
  readonly atStop?: () => Promise<void>;
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
