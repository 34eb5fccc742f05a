import Table from 'cli-table3'
import type { Screen } from './screen'
import { padText, shortenText } from './text/fit-text'

export interface TableColumn {
  title: string
  align?: 'left' | 'right'
  /** The one column that gives way when the window is narrow. */
  flexible?: boolean
  /** Colours a cell that has its final width. */
  paint?: (cell: string, row: number) => string
}

const gap = 2
const narrowest = 8

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
}

/** One header line, no inner rules, never wider than the window. Cells are single lines of safe text. */
export function renderTable(
  screen: Screen,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: { header: boolean } = { header: true },
): string {
  const widths = fitWidths(screen, columns, rows, options.header)
  const cut = (cell: string, index: number): string => {
    const width = widths[index] ?? 0
    const short = shortenText(cell, width, screen.measure, screen.symbols.ellipsis)
    return padText(short, width, screen.measure, columns[index]?.align ?? 'left')
  }
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  })
  if (options.header) table.push(columns.map((column, index) => screen.paint.dim(cut(column.title, index))))
  rows.forEach((row, number) => {
    table.push(row.map((cell, index) => columns[index]?.paint?.(cut(cell, index), number) ?? cut(cell, index)))
  })
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/** Natural widths; what is too much is taken from the flexible column, then from the widest ones. */
function fitWidths(
  screen: Screen,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  header: boolean,
): number[] {
  const widths = columns.map((column, index) =>
    Math.max(header ? screen.measure(column.title) : 0, ...rows.map((row) => screen.measure(row[index] ?? ''))),
  )
  const room = screen.columns - gap * (columns.length - 1)
  const flexible = columns.findIndex((column) => column.flexible)
  let excess = widths.reduce((sum, width) => sum + width, 0) - room
  const order = [flexible, ...widths.map((_, index) => index).sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))]
  for (const index of order) {
    const width = widths[index]
    if (excess <= 0 || width === undefined) continue
    const taken = Math.min(excess, Math.max(0, width - narrowest))
    widths[index] = width - taken
    excess -= taken
  }
  return widths
}
