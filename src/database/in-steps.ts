/** How many values or rows one statement takes, as each is a parameter. */
const perStatement = 500;

/** Does something for any number of values, in as many statements as that takes. */
export async function inSteps<T>(
  values: ReadonlyArray<T>,
  step: (some: ReadonlyArray<T>) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += perStatement) await step(values.slice(at, at + perStatement));
}
