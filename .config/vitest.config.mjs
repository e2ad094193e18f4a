import { defineConfig } from "vitest/config";

// Fixed, so that nothing fails by lottery; it is told when it is not.
let { TEST_SEED = "1" } = process.env;
if (TEST_SEED === "random") {
  TEST_SEED = String(Date.now() % 1_000_000_000);
  console.log(`TEST_SEED=${TEST_SEED}`);
}

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts", "test/secrets/watch.ts"],
    env: { TEST_SEED },
    // A transfer that hangs must fail by its own rules; this is only the last net, also where the
    // machine has much else to do.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 200_000 } },
    coverage: {
      provider: "v8",
      include: ["src/aos/**/*.ts", "src/oss/**/*.ts"],
      // AssemblyScript and what the thread runs are compiled into generated constants.
      exclude: ["src/aos/crc64/assembly/**", "src/aos/crc64/worker.ts", "**/*.generated.ts"],
      reporter: ["text", "json"],
      thresholds: { branches: 95 },
    },
  },
});
