import type { Feature } from '../feature.ts';

/** Sends traces and metrics through OTLP. */
export const telemetry: Feature = {
  name: 'telemetry',
  lifecycle: {
    openTelemetry: async (environment, version) =>
      (await import('./open-telemetry.ts')).openTelemetry(environment, version),
  },
};
