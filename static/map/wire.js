// Reads the columns of /map/table (events/compact.py writes them) back into arrays of values. No DOM.

/** Numbers that each give the difference from the one before; null stays null. */
function steps(of) {
  let last = 0;
  return of.map((value) => (value === null ? null : (last += value)));
}

/** Adds to each value that of another column in its row, or in the row after. */
function relative(of, other, shift) {
  return of.map((value, i) => (value === null ? null : value + (other[i + shift] ?? 0)));
}

/** Cuts a run of numbers into lists. */
function lists(lengths, of) {
  const run = steps(of);
  let at = 0;
  return lengths.map((length) => run.slice(at, (at += length)));
}

function readColumn(column, done) {
  switch (column.as) {
    case "plain": return column.of;
    case "step": return steps(column.of);
    case "from": return relative(column.of, done[column.than], 0);
    case "next": return relative(column.of, done[column.than], 1);
    case "pick": return column.of.map((i) => column.from[i]);
    case "lists": return lists(column.lengths, column.of);
    default: throw new RangeError(`a column is written in an unknown way: ${column.as}`);
  }
}

/** {name: values} of a table; `names` as the rows of /map/data have them, for tables that come as rows. */
export function readTable(table, names) {
  if (Array.isArray(table)) {
    return Object.fromEntries(names.map((name, i) => [name, table.map((row) => row[i])]));
  }
  const done = {};
  for (const [name, column] of Object.entries(table.columns)) {
    done[name] = readColumn(column, done);
    if (done[name].length !== table.count) throw new RangeError(`column ${name} has ${done[name].length} values for ${table.count} rows`);
  }
  return done;
}
