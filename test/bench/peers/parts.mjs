/** How the peers without a client of their own cut a file and work off its parts. */
/** Does `send` with each part's offset and size, `inFlight` at a time. */
export async function eachPart(total, { partSize, inFlight }, send) {
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const offset = next;
      next += partSize;
      await send(offset, Math.min(partSize, total - offset));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Windows that are free: memory that was never touched before costs as much as copying it. */
const free = [];

export function takeWindow() {
  return free.pop() ?? Buffer.allocUnsafeSlow(1_048_576);
}

export function giveWindow(window) {
  free.push(window);
}

/** Reads a range into one window again and again; each must be used up before the next is asked for. */
export async function* windows(handle, offset, size) {
  const window = takeWindow();
  for (let at = offset; at < offset + size; ) {
    const wanted = Math.min(window.length, offset + size - at);
    const { bytesRead } = await handle.read(window, 0, wanted, at);
    yield window.subarray(0, bytesRead);
    at += bytesRead;
  }
  giveWindow(window);
}
