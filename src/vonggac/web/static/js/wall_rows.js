// Where the areas of the wall stand.

/**
 * Areas with so many cameras each → rows of {tiles, twelfths}: pictures side by side, and the area's share of the width.
 * A row with one free place is spread over the whole width, unless its pictures would be twice as wide.
 */
export function rowsOf(counts, columns) {
  const rows = [];
  let free = 0;
  for (const count of counts) {
    const tiles = Math.max(1, Math.min(count, columns));
    if (tiles > free) { rows.push([]); free = columns; }
    rows.at(-1).push({ tiles });
    free -= tiles;
  }
  for (const row of rows) {
    const used = row.reduce((sum, each) => sum + each.tiles, 0);
    const wide = used > 1 && columns - used === 1 ? used : columns;
    for (const each of row) each.twelfths = (12 * each.tiles) / wide;
  }
  return rows;
}
