import tsdoc from "eslint-plugin-tsdoc";
import tseslint from "typescript-eslint";

const root = new URL("..", import.meta.url).pathname;

export default tseslint.config(
  {
    ignores: [
      "dist",
      "docs",
      "coverage",
      "**/*.generated.ts",
      "**/*.d.ts",
      "src/aos/crc64/assembly",
      // What oss-c2ts gives; the compiler judges it.
      "test/migrate/programs",
    ],
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "examples/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { tsdoc },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true },
    rules: {
      complexity: ["error", 12],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowNumber: true,
          allowBoolean: true,
          allow: [
            { from: "lib", name: ["Error", "URL", "URLSearchParams"] },
            // It prints as its text.
            { from: "file", name: "AosString" },
          ],
        },
      ],
      // A parameter that only C needs keeps its place, with a leading underscore.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // What implements an asynchronous interface may have nothing to await, or nothing to do.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-empty-function": [
        "error",
        { allow: ["arrowFunctions", "asyncMethods", "generatorMethods"] },
      ],
      "tsdoc/syntax": "error",
      "@typescript-eslint/naming-convention": [
        "error",
        { selector: "typeLike", format: ["PascalCase"] },
        { selector: "function", format: ["camelCase"] },
        {
          selector: "variable",
          format: ["camelCase", "UPPER_CASE"],
          leadingUnderscore: "allow",
        },
      ],
    },
  },
  {
    // Only the doors turn foreign values into ours.
    files: ["src/**/*.ts"],
    ignores: ["src/aos/transport_undici.ts", "src/aos/xml.ts"],
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
    },
  },
  {
    files: ["src/emulator/cli.ts", "test/**/*.ts", "examples/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    // These only list names: the exports, and the constants and structures of the headers.
    files: ["src/index.ts", "src/aos/index.ts", "src/oss/define.ts"],
    rules: { "max-lines": "off" },
  },
  {
    // A describe holds its tests; each test is small. A port has the statements of its C program.
    files: ["test/**/*.ts", "examples/*/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
);
