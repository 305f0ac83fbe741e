import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { createMetrics } from '../../src/api/metrics.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const read = (file: string) => readFileSync(join(deploy, file), 'utf8');

interface Rules {
  readonly groups: ReadonlyArray<{ readonly rules: ReadonlyArray<{ alert: string; expr: string }> }>;
}
const rules = (parse(read('prometheus/lectern.rules.yml')) as Rules).groups.flatMap((group) => group.rules);

interface Dashboard {
  readonly panels: ReadonlyArray<{ readonly id: number; readonly targets: ReadonlyArray<{ expr: string }> }>;
  readonly templating: { readonly list: ReadonlyArray<{ name: string; query: string | { query: string } }> };
}
const dashboard = JSON.parse(read('grafana/lectern.json')) as Dashboard;
const panelQueries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

function promtool(...args: ReadonlyArray<string>): void {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    cwd: join(deploy, 'prometheus'),
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
}

/** The metrics of `/metrics`, by name, with the labels of each. */
async function shownMetrics(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const metrics = createMetrics();
  metrics.onRequest('/api/v1/me', 'GET', 200, 0.1);
  metrics.onIssue('stable');
  metrics.onRedeem('ok');
  metrics.onUpload('stored');
  metrics.onOverload('requests');
  metrics.onRefusedConnection('api', 'address');
  const shown = new Map<string, Set<string>>();
  for (const [, name = '', labels = ''] of (await (await metrics.read()).metrics()).matchAll(
    /^(\w+)(?:\{(.*)\})? /gm,
  )) {
    const known = shown.get(name) ?? new Set(['job', 'instance']);
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    shown.set(name, known);
  }
  return shown.set('up', new Set(['job', 'instance'])); // Prometheus itself adds it
}

describe('the alerts and the dashboard of deploy/', () => {
  it('use only existing metrics and labels', async () => {
    const shown = await shownMetrics();
    const queries = [
      ...rules.map(({ expr }) => expr),
      ...panelQueries,
      ...dashboard.templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query])),
    ];
    let selectors = 0;
    for (const query of queries) {
      for (const [, name = '', matchers = ''] of query.matchAll(
        /\b((?:lectern|nodejs|process)_\w+|up)\b(?:\{(.*?)\})?/g,
      )) {
        selectors += 1;
        const labels = shown.get(name);
        assert.ok(labels, `there is no ${name}, of ${query}`);
        for (const [, label = ''] of matchers.matchAll(/(\w+)(?:=|!=|=~|!~)"/g))
          assert.ok(labels.has(label), query);
        for (const [, by = ''] of query.matchAll(/\bby \((.*?)\)/g)) {
          for (const label of by.split(', ')) assert.ok(labels.has(label) || label === 'le', query);
        }
      }
    }
    assert.ok(selectors > 30, String(selectors));
  });

  it('filter by existing values of labels', () => {
    const sources = ['src/lib/errors.ts', 'src/api/routes/tasks.ts', 'src/api/routes/operations.ts'].map(
      (file) => readFileSync(join(deploy, '..', file), 'utf8'),
    );
    for (const code of ['object-not-found', 'storage-full', 'storage-unavailable', 'internal']) {
      assert.match(sources[0] as string, new RegExp(`'?${code}'?: \\{ status`));
    }
    assert.match(sources[1] as string, /'\/tasks\/:taskId'/);
    assert.match(sources[2] as string, /'\/readyz'/);
  });

  it('alerts are valid, fire when they should, and each has a test case in which it does', () => {
    promtool('check', 'rules', '--lint-fatal', 'lectern.rules.yml');
    promtool('test', 'rules', 'lectern.rules.test.yml');
    const cases = read('prometheus/lectern.rules.test.yml');
    for (const { alert } of rules) assert.ok(cases.includes(alert), alert);
  });

  it('the panels of the dashboard have valid queries and unique ids', () => {
    const plain = panelQueries.map((query) =>
      query.replaceAll('$__rate_interval', '5m').replaceAll(/\$(job|instance)/g, 'x'),
    );
    const file = join(temporaryFolder(), 'panels.json'); // JSON is YAML
    const recorded = plain.map((expr, at) => ({ record: `panel_${at}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules: recorded }] }));
    promtool('check', 'rules', '--lint-fatal', file);
    const ids = dashboard.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});
