import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import webPackageJson from '../web/package.json' with { type: 'json' };

/** The parts of CycloneDX 1.5 used here, as `npm sbom` writes them. */
interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Component };
  components: Array<Component>;
  dependencies: Array<{ readonly ref: string; readonly dependsOn: ReadonlyArray<string> }>;
}
interface Component {
  readonly 'bom-ref': string;
  name: string;
  readonly purl: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Prints the software bill of materials of a release, in CycloneDX: the packages that the server loads and that the web app bundles. It
 * is reproducible from the lockfile. (`npm sbom --omit dev` alone omits packages that both a dependency and a devDependency need.)
 */
const root = join(import.meta.dirname, '..');
const npm = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const bom: Bom = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 }));

// npm creates these anew each time, and names a workspace after its folder.
delete bom.serialNumber;
delete bom.metadata.timestamp;
for (const component of [bom.metadata.component, ...bom.components]) {
  component.name = decodeURIComponent(component.purl.replace(/^pkg:npm\//, '').replace(/@[^@]*$/, ''));
}

const dependsOn = new Map(bom.dependencies.map((each) => [each.ref, each.dependsOn]));
const nameOf = new Map(bom.components.map((component) => [component['bom-ref'], component.name]));
const refOf = (name: string) =>
  bom.components.find((component) => component.name === name)?.['bom-ref'] as string;

/** The dependencies of a package that are delivered with it. */
const delivered = new Map<string, ReadonlySet<string>>([
  [
    bom.metadata.component['bom-ref'],
    new Set([...Object.keys(packageJson.dependencies), webPackageJson.name]),
  ],
  [refOf(webPackageJson.name), importedBy(globSync('web/src/**/*.{ts,tsx}', { cwd: root }))],
  [refOf('lectern-client'), new Set()],
  [refOf('pdfjs-dist'), new Set()], // it doesn't need web/no-canvas
  [refOf('lectern-signing'), new Set()],
]);
/** Optional peers, such as `typescript` for a library with types. */
const optionalPeers = readOptionalPeers();
const needs = (ref: string) =>
  (dependsOn.get(ref) ?? []).filter((next) => {
    const name = nameOf.get(next) ?? '';
    return delivered.get(ref)?.has(name) ?? !optionalPeers.get(ref)?.has(name);
  });

const reached = new Set([bom.metadata.component['bom-ref']]);
for (const ref of reached) for (const next of needs(ref)) reached.add(next);

bom.components = bom.components.filter((component) => reached.has(component['bom-ref']));
bom.dependencies = [...reached].sort().map((ref) => ({ ref, dependsOn: needs(ref).toSorted() }));
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);

/** By package (`name@version`). */
function readOptionalPeers(): ReadonlyMap<string, ReadonlySet<string>> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  return new Map(
    Object.entries(packages).map(([path, { version, peerDependenciesMeta = {} }]) => {
      const optional = Object.entries(peerDependenciesMeta).filter(([, meta]) => meta.optional);
      return [`${path.replace(/^.*node_modules\//, '')}@${version}`, new Set(optional.map(([name]) => name))];
    }),
  );
}

/** The packages of imported modules: `@scope/name/a/file` belongs to `@scope/name`. */
function importedBy(files: ReadonlyArray<string>): ReadonlySet<string> {
  const names = files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /(?:from|import\(?) ?'((?:@[^'/]+\/)?[^'./][^'/?]*)/g,
      ),
    ].map(([, name = '']) => name),
  );
  return new Set(names);
}
