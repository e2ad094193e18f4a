/* Every way in which C goes on elsewhere than with the next statement. */

const ROUNDS = 2 + 1;

const SEPARATOR = "/";

let next_number_number = 10;

function next_number(): number {
  return (next_number_number -= 3);
}

function kind_of(n: number): string {
  let kind = "";

  switch (n % 4) {
    case 0:
      if (n === 0) {
        return "zero";
      }
      kind = "even";
      break;
    case 1:
      kind = "one more";

      if (n > 4) {
        kind = "big";
        break;
      }

      kind = n > 2 ? "odd or two" : "small";
      break;
    /* fall through */
    case 2:
      if (n > 4) {
        kind = "big";
        break;
      }

      kind = n > 2 ? "odd or two" : "small";
      break;
    default:
      kind = n > 2 ? "odd or two" : "small";
  }
  return kind;
}

function search(limit: number, wanted: number): number {
  let i = 0;
  let j = 0;
  let steps = 0;

  found: {
    too_long: {
      for (i = 0; i < limit; i++) {
        for (j = i; j < limit; j++) {
          steps++;
          if (i * j === wanted) {
            break found;
          }
          if (j > i + 2) {
            break;
          }
        }
        if (steps > 50) {
          break too_long;
        }
      }
      process.stdout.write("search:63 nothing\n");
      return -1;
    }
    process.stdout.write(`search:67 gave up at ${i}\n`);
    return -2;
  }
  process.stdout.write(`search:70 ${i} * ${j} = ${wanted}\n`);
  return steps;
}

function main(argc: number, argv: string[]): number {
  let n = 0;
  let low = 0;
  let high = 0;
  let rounds = 0;
  let text: string | null = null;

  process.stdout.write(`good morning${SEPARATOR}${argc > 1 ? (argv[1] ?? "") : "nobody"}\n`);
  while ((n = next_number()) > 0) {
    process.stdout.write(`next ${n}, ${kind_of(n)}\n`);
  }
  for (n = 0, rounds = ROUNDS; n < 9; n += 2, rounds--) {
    if (n === 4) {
      continue;
    }
    process.stdout.write(`${n} ${rounds} ${kind_of(n)}\n`);
  }
  low = 5;
  high = 3;
  if (low > high) {
    const swapped = low;
    low = high;
    high = swapped;
  } else {
    process.stdout.write("in order\n");
  }
  process.stdout.write(`${low} ${high} ${low + 4 < high ? low + 4 : high}\n`);

  process.stdout.write(`${search(5, 6)}\n`);
  process.stdout.write(`${search(4, 100)}\n`);
  process.stdout.write(`${search(30, 1000)}\n`);

  do {
    if ((text = argc > 2 ? (argv[2] ?? "") : null) === null) {
      break;
    }
    process.stdout.write(`${text}\n`);
    if (Buffer.byteLength(text) > 3) {
      break;
    }
    process.stdout.write("never\n");
  } while (false);

  process.stdout.write("verbose\n");

  return n > 9 && !rounds ? 0 : 3;
}

process.exitCode = main(process.argv.length - 1, process.argv.slice(1));
