/** Who may import whom: the arrows of docs/design.md. */

/** Within src/oss, each layer may import only those before it. */
const ossLayers = ["define", "(util|xml|auth)", "request", "(api|multipart|upload_part)", "resumable"];

const upwardImports = ossLayers.slice(0, -1).map((layer, i) => ({
  name: `oss-layer-${i + 1}-looks-down`,
  severity: "error",
  from: { path: `^src/oss/${layer}(/|\\.ts$)` },
  to: { path: `^src/oss/(${ossLayers.slice(i + 1).join("|")})(/|\\.ts$)` },
}));

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "aos-knows-nothing-of-oss",
      severity: "error",
      from: { path: "^src/aos" },
      to: { path: "^src/(oss|emulator|migrate|index)" },
    },
    ...upwardImports,
    {
      name: "leaves-import-nothing",
      severity: "error",
      from: { path: "^src/aos/(define|out|list|pool|util/link)\\.ts$" },
      to: { path: ".", pathNot: "^src/aos/util/link\\.ts$" },
    },
    {
      name: "undici-has-one-door",
      severity: "error",
      from: { path: "^src", pathNot: "^src/aos/transport_undici\\.ts$" },
      to: { path: "node_modules/undici" },
    },
    {
      name: "xml-has-one-door",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(aos/xml|emulator/xml)\\.ts$" },
      to: { path: "node_modules/fast-xml-parser" },
    },
    {
      name: "emulator-stands-alone",
      severity: "error",
      from: { path: "^src/emulator" },
      to: { path: "^src/(aos/(?!crc64)|oss|migrate|index)" },
    },
    {
      name: "nobody-ships-the-emulator",
      severity: "error",
      from: { path: "^src", pathNot: "^src/emulator" },
      to: { path: "^src/emulator" },
    },
    {
      name: "nobody-ships-the-translator",
      severity: "error",
      from: { path: "^src", pathNot: "^src/migrate" },
      to: { path: "^src/migrate" },
    },
    {
      name: "translator-stands-alone",
      severity: "error",
      from: { path: "^src/migrate" },
      to: { path: "^src/(aos/(?!version)|oss|emulator|index)" },
    },
    {
      name: "translator-reads-c-by-itself",
      severity: "error",
      from: { path: "^src/migrate/(c|api)/" },
      to: { path: "^src/migrate/(program|expressions|library|statements|module)/" },
    },
    {
      name: "grammar-has-one-door",
      severity: "error",
      from: { path: "^src", pathNot: "^src/migrate/c/grammar\\.ts$" },
      to: { path: "node_modules/(web-)?tree-sitter" },
    },
    {
      name: "formatter-has-one-door",
      severity: "error",
      from: { path: "^src", pathNot: "^src/migrate/module/formatted\\.ts$" },
      to: { path: "node_modules/prettier" },
    },
    {
      name: "examples-import-the-package",
      severity: "error",
      from: { path: "^examples" },
      // The package's name resolves to these.
      to: { path: "^src", pathNot: "^src/((aos|emulator)/)?index\\.ts$" },
    },
    {
      name: "src-needs-only-its-dependencies",
      severity: "error",
      from: { path: "^src" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        // The build puts these into the bundle of oss-c2ts.
        pathNot: "@types/node|node_modules/(web-tree-sitter|prettier)",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
