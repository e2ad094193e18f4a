/**
 * The server of the measurements: takes any upload and throws it away, and answers a download of any
 * length out of one mebibyte. It does as little as possible, in a process of its own, so that what is
 * measured is the client.
 *
 * An object has the size that its name begins with: `1024.bin`. A list has as many objects as its
 * prefix says. Prints its port.
 */
import { createServer, Socket } from "node:net";
import { aosCrc64, aosCrc64Combine } from "oss-c-sdk/aos";

const MIB = 1_048_576;
const PAGE = 1000;
const END_OF_HEAD = "\r\n\r\n";

const block = Buffer.from(Array.from({ length: MIB }, (_, i) => (i * 31 + (i >> 8)) & 255));
const blockCrc = aosCrc64(0n, block);

/** The CRC-64 of an object, by doubling; objects have a few sizes only. */
function crcOf(size) {
  let crc = aosCrc64(0n, block.subarray(0, size % MIB));
  let repeated = blockCrc;
  let length = MIB;
  // From the end to the front: what is there already stands behind.
  for (let blocks = Math.floor(size / MIB), behind = size % MIB; blocks > 0; blocks >>= 1) {
    if (blocks & 1) {
      crc = aosCrc64Combine(repeated, crc, behind);
      behind += length;
    }
    repeated = aosCrc64Combine(repeated, repeated, length);
    length *= 2;
  }
  return crc;
}

const crcs = new Map();

function objectHeaders(size) {
  if (!crcs.has(size)) crcs.set(size, crcOf(size));
  return `ETag: "5B3C1A2E053D763E1B002CC607C5A0FE"\r\nLast-Modified: Thu, 09 Oct 2025 08:53:20 GMT\r\nx-oss-hash-crc64ecma: ${crcs.get(size)}\r\n`;
}

function answer(status, headers, length) {
  return `HTTP/1.1 ${status}\r\nServer: sink\r\nx-oss-request-id: 5C3D9175B6FC201293AD4890\r\nConnection: keep-alive\r\n${headers}Content-Length: ${length}\r\n\r\n`;
}

function document(root, content) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`;
  return answer("200 OK", "Content-Type: application/xml\r\n", Buffer.byteLength(text)) + text;
}

function keyOf(number) {
  return `dir/${String(number).padStart(8, "0")}.txt`;
}

function listed(number) {
  return `<Contents><Key>${keyOf(number)}</Key><LastModified>2025-10-09T08:53:20.000Z</LastModified><ETag>&quot;5B3C1A2E053D763E1B002CC607C5A0FE&quot;</ETag><Type>Normal</Type><Size>344606</Size><StorageClass>Standard</StorageClass><Owner><ID>00220120222</ID><DisplayName>user</DisplayName></Owner></Contents>`;
}

function page(query) {
  const total = Number(query.get("prefix"));
  const first = Number(/\d+/.exec(query.get("marker") ?? "")?.[0] ?? -1) + 1;
  const end = Math.min(first + PAGE, total);
  let content = `<Name>bench</Name><IsTruncated>${end < total}</IsTruncated>`;
  if (end < total) content += `<NextMarker>${keyOf(end - 1)}</NextMarker>`;
  for (let number = first; number < end; number++) content += listed(number);
  return document("ListBucketResult", content);
}

/** Sends the bytes of an object from `start` on, a block at a time, each when the last one is gone. */
function sendContent(socket, start, end) {
  if (start >= end) return;
  const from = start % MIB;
  const piece = block.subarray(from, from + Math.min(end - start, MIB - from));
  socket.write(piece, () => sendContent(socket, start + piece.length, end));
}

function get(socket, size, head) {
  const range = /\r\nrange: *bytes=(\d+)-(\d*)/i.exec(head);
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || size - 1), size - 1) + 1;
  const partial = range === null ? "" : `Content-Range: bytes ${start}-${end - 1}/${size}\r\n`;
  const status = range === null ? "200 OK" : "206 Partial Content";
  const text = answer(status, objectHeaders(size) + partial, end - start);
  // A short body goes out with its head.
  if (end - start > 8192) {
    socket.write(text);
    sendContent(socket, start, end);
  } else socket.write(Buffer.concat([Buffer.from(text), block.subarray(start, end)]));
}

function reply(socket, head) {
  const [method, target] = head.split(" ", 2);
  const [path, search] = target.split("?", 2);
  const query = new URLSearchParams(search);
  // Some clients send the slash behind the bucket as it is, others encoded.
  const size = Number.parseInt(/(?:\/|%2F)(\d+)[^/]*$/.exec(path)?.[1] ?? "0", 10);
  if (method === "PUT") {
    socket.write(answer("200 OK", 'ETag: "5B3C1A2E053D763E1B002CC607C5A0FE"\r\n', 0));
  } else if (method === "HEAD") socket.write(answer("200 OK", objectHeaders(size), size));
  else if (method === "GET" && query.has("prefix")) socket.write(page(query));
  else if (method === "GET") get(socket, size, head);
  else if (query.has("uploads")) {
    socket.write(
      document("InitiateMultipartUploadResult", "<UploadId>0004B9895DBBB6EC98E</UploadId>"),
    );
  } else socket.write(document("CompleteMultipartUploadResult", "<ETag>&quot;5B3C&quot;</ETag>"));
}

/** A body on its way in, of which only the length is looked at. */
class Body {
  #isChunked;
  #left;
  #line = "";
  #isLastChunk = false;
  #isOver = false;

  constructor(head) {
    // libcurl may name a length too, and means the chunks.
    this.#isChunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    this.#left = this.#isChunked ? 0 : Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  }

  get isOver() {
    return this.#isChunked ? this.#isOver : this.#left === 0;
  }

  /** How many of the bytes from `from` on belong to the body. */
  take(bytes, from) {
    let at = from;
    while (at < bytes.length && !this.isOver) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
      } else at = this.#takeLine(bytes, at);
    }
    return at - from;
  }

  /** Before a chunk stands its size, behind it nothing; the last one has the size 0. */
  #takeLine(bytes, from) {
    const end = bytes.indexOf(10, from);
    this.#line += bytes.toString("latin1", from, end < 0 ? bytes.length : end);
    if (end < 0) return bytes.length;
    const line = this.#line.trim();
    this.#line = "";
    this.#isOver = this.#isLastChunk;
    this.#isLastChunk = line === "0";
    this.#left = Number.parseInt(line, 16) || 0;
    return end + 1;
  }
}

/** Takes requests off the bytes of a connection. */
function takeRequests(answerTo) {
  let head = "";
  let body = null;
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (body === null) {
        const before = head.length;
        head += bytes.toString("latin1", at);
        const end = head.indexOf(END_OF_HEAD);
        if (end < 0) return;
        head = head.slice(0, end + END_OF_HEAD.length);
        at += head.length - before;
        body = new Body(head);
        if (/\r\nexpect:/i.test(head)) answerTo(null);
      }
      at += body.take(bytes, at);
      if (!body.isOver) return;
      answerTo(head);
      head = "";
      body = null;
    }
  };
}

/** All connections read into the same memory: what stands there is dealt with at once. */
const buffer = Buffer.allocUnsafeSlow(MIB);

/** A socket that reads into `buffer`, which a server's sockets can't be told: half as costly. */
function serve({ _handle: handle }) {
  const take = takeRequests((head) => {
    if (head === null) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    else reply(socket, head);
  });
  const callback = (length) => {
    take(buffer.subarray(0, length));
    return true;
  };
  const socket = new Socket({ handle, onread: { buffer, callback } });
  socket.on("error", () => socket.destroy());
  socket.setNoDelay(true).resume();
}

const server = createServer({ pauseOnConnect: true }, serve).listen(0, "127.0.0.1", () => {
  process.stdout.write(`${server.address().port}\n`);
});
