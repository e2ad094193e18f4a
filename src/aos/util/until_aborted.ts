/**
 * Waiting for no longer than somebody wants to wait.
 *
 * @packageDocumentation
 */

/**
 * What `work` gives, unless `signal` is aborted before. The work itself may not know how to end (a file
 * that is being opened, a program's own function): it goes on, and nobody waits for it.
 *
 * @param dispose - gets rid of what the work gives when nobody waits for it any more
 * @throws whatever `work` rejects with, or the reason of the signal
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
  dispose: (late: T) => void = () => undefined,
): Promise<T> {
  let abandon = (): void => undefined;
  const ended = new Promise<"aborted">((resolve) => {
    abandon = () => {
      resolve("aborted");
    };
    if (signal.aborted) abandon();
    else signal.addEventListener("abort", abandon);
  });
  try {
    const first = await Promise.race([ended, work.then((result) => ({ result }))]);
    if (first !== "aborted") return first.result;
    work.then(dispose).catch(() => undefined);
    throw signal.reason;
  } finally {
    signal.removeEventListener("abort", abandon);
  }
}
