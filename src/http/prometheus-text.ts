/** One line of Prometheus's text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads Prometheus's text format, version 0.0.4; comments are left out, and so are times, which we never write. */
export function parsePrometheusText(text: string): ReadonlyArray<Sample> {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value = ''] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
    return [
      {
        name,
        labels: Object.fromEntries(pairs.map(([, label = '', quoted = '']) => [label, unquote(quoted)])),
        value: Number(value.replace('Inf', 'Infinity')),
      },
    ];
  });
}

const unquote = (text: string) =>
  text.replaceAll(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
