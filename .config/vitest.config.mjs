import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    // A transfer that hangs must fail by its own rules; this is only the last net.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/aos/**/*.ts", "src/oss/**/*.ts"],
      // AssemblyScript is compiled into the generated constant.
      exclude: ["src/aos/crc64/assembly/**", "**/*.generated.ts"],
      reporter: ["text", "json"],
      thresholds: { branches: 95 },
    },
  },
});
