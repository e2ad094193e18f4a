/** How a program that nobody here wrote got on with the emulator. */

/** A test that failed. */
export interface Failure {
  readonly test: string;
  readonly message: string;
}

/** One of the program's suites. */
export interface Suite {
  readonly name: string;
  /** How many tests ran. */
  readonly tests: number;
  readonly failures: readonly Failure[];
}

/** Why tests fail that can't pass here, by what their names look like. */
export type Reasons = readonly (readonly [names: RegExp, why: string])[];

/** What to print, and whether every test passed that can. */
export function summary(suites: readonly Suite[], reasons: Reasons): [text: string, good: boolean] {
  const failures = suites.flatMap((suite) => suite.failures);
  const isFor = (names: RegExp): Failure[] => failures.filter(({ test }) => names.test(test));
  const unknown = failures.filter(({ test }) => !reasons.some(([names]) => names.test(test)));
  const tests = suites.reduce((sum, suite) => sum + suite.tests, 0);
  const lines = [
    ...suites.map(
      (suite) => `${suite.name}: ${suite.tests - suite.failures.length} of ${suite.tests}`,
    ),
    ...reasons.flatMap(([names, why]) =>
      paragraph(
        why,
        isFor(names).map(({ test }) => test),
      ),
    ),
    ...paragraph(
      "No reason known",
      unknown.map(({ test, message }) => `${test}: ${message}`),
    ),
    `\n${tests - failures.length} of ${tests} passed, ${unknown.length} failed without a known reason`,
  ];
  return [lines.join("\n"), unknown.length === 0 && tests > 0];
}

function paragraph(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`\n${title}:`, ...lines.map((line) => `  ${line}`)];
}
