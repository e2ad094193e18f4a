import {
  AOSE_OK,
  type AosTable,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrNull,
  aosStrSet,
  aprPsprintf,
  OSS_ACL_PUBLIC_READ,
  ossGetBucketAcl,
  ossPutBucketAcl,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* The printf family, macros, and code that is only for some systems. */

const COLUMNS = 3;
const RULE = "--------";

const MEBIBYTE = 1024 * 1024;

const SEPARATOR = "/";

function numbers(): void {
  const small = -7;
  const flags = 0x2f;
  const large = 5 * MEBIBYTE * 1000;
  const ratio = 2.0 / 3;

  process.stdout.write(
    aprPsprintf(null, "[%d] [%5d] [%-5d] [%05d] [%+d]\n", small, small, small, 42, 42),
  );
  process.stdout.write(
    aprPsprintf(null, "[%u] [%x] [%X] [%#x] [%o]\n", flags, flags, flags, flags, flags),
  );
  process.stdout.write(`[${large}] [${large}] [${large}]\n`);
  process.stdout.write(
    aprPsprintf(null, "[%.3f] [%8.2f] [%s]\n", ratio, ratio, exponential(12345.678, 6)),
  );
  process.stdout.write(
    aprPsprintf(
      null,
      "[%s] [%10s] [%-10s] [%.2s] [%c] [%%]\n",
      "text",
      "right",
      "left",
      "cut",
      "x",
    ),
  );
  process.stdout.write(aprPsprintf(null, "%s%c%s\n", RULE, SEPARATOR, RULE));
  let cell = aprPsprintf(null, "%*d|%.*s", 6, 12, 3, "abcdef");
  process.stdout.write(`${cell} ${Buffer.byteLength(cell)}\n`);
  cell = "longer than sixteen bytes".slice(0, 15);
  process.stdout.write(`${cell} ${small * small} ${3 > COLUMNS + 1 ? 3 : COLUMNS + 1}\n`);
}

function table(): void {
  const rows = [
    [1, 20, 300],
    [4000, 50, 6],
  ];
  let i = 0;
  let j = 0;
  let sum = 0;

  for (i = 0; i < rows.length; i++) {
    for (j = 0; j < COLUMNS; j++) {
      process.stdout.write(aprPsprintf(null, "%6d", followed(rows[i])[j] ?? 0));
      sum += followed(rows[i])[j] ?? 0;
    }
    process.stdout.write("\n");
  }
  process.stdout.write(
    aprPsprintf(
      null,
      "sum %d, average %d, rest %d, half %.1f\n",
      sum,
      Math.trunc(sum / 6),
      sum % 6,
      sum / 2.0,
    ),
  );
  process.stdout.write(`bits ${sum & 0xff} ${sum | 1} ${sum << 2} ${~sum}\n`);
}

async function main(argc: number, argv: string[]): Promise<number> {
  const bucket = aosString();
  const acl = aosString();
  const headers = out<AosTable>();
  let i = 0;

  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    process.stderr.write("no start\n");
    process.exit(1);
  }
  numbers();
  table();
  for (i = 1; i < argc; i++) {
    process.stdout.write(`argument ${i}: ${argv[i] ?? ""}\n`);
  }

  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  aosStrNull(acl);
  let s = await ossGetBucketAcl(options, bucket, acl, headers);
  if (aosStatusIsOk(s)) {
    process.stdout.write(`acl ${acl}, code ${s.code}\n`);
  }
  s = await ossPutBucketAcl(options, bucket, OSS_ACL_PUBLIC_READ, null);
  process.stderr.write(`report: ${s.code} put\n`);
  s = await ossGetBucketAcl(options, bucket, acl, null);
  process.stdout.write(`${acl.data}\n`);
  const code = s.code;

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return code === 200 ? 0 : 1;
}

process.exitCode = await main(process.argv.length - 1, process.argv.slice(1));

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}

/** A number with its exponent, which has two digits at least. */
function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\d)$/, "e$10$2");
}
