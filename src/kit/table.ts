import Table from 'cli-table3'
import type { Screen } from './screen'
import { padText, shortenText } from './text/fit-text'
import { isPlainText } from './text/plain-text'

export interface TableColumn {
  title: string
  align?: 'left' | 'right'
  /** The one column that gives way when the window is narrow. */
  flexible?: boolean
  /** Left away where the window is so narrow that nothing could be read any more; the last one first. */
  expendable?: boolean
  /** Colours a cell that has its final width. */
  paint?: (cell: string, row: number) => string
}

const gap = 2

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
  allColumns: readonly TableColumn[],
  allRows: readonly (readonly string[])[],
  options: { header: boolean } = { header: true },
): string {
  const shown = shownColumns(screen, allColumns, allRows, options.header)
  const columns = allColumns.filter((_, index) => shown.includes(index))
  const rows = allRows.map((row) => shown.map((index) => row[index] ?? ''))
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
  const { standIn, putBack } = standIns(screen)
  if (options.header) table.push(columns.map((column, index) => screen.paint.dim(standIn(cut(column.title, index)))))
  rows.forEach((row, number) => {
    const cells = row.map((cell, index) => standIn(cut(cell, index)))
    table.push(cells.map((cell, index) => columns[index]?.paint?.(cell, number) ?? cell))
  })
  return putBack(table.toString())
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/**
 * cli-table3 counts the columns of newer emoji wrong, and those of umlauts where they become two letters, and would shift
 * what follows them. So it gets a cell with such characters as a run of one private character of the same width, and the cell takes its place again afterwards.
 */
function standIns(screen: Screen): { standIn: (cell: string) => string; putBack: (table: string) => string } {
  const waiting: string[] = []
  return {
    standIn: (cell) => {
      if (isPlainText(cell) && screen.measure(cell) === cell.length) return cell
      waiting.push(cell)
      return '\ue000'.repeat(screen.measure(cell))
    },
    putBack: (table) => table.replace(/\ue000+/g, () => waiting.shift() ?? ''),
  }
}

/** Below this a flexible column gives no more before the others have given what they can. */
const readable = 24
/** As little as still tells what a text is about. */
const legible = 16
const narrow = 8
const narrowest = 2

function naturalWidths(
  screen: Screen,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  header: boolean,
): number[] {
  return columns.map((column, index) =>
    Math.max(header ? screen.measure(column.title) : 0, ...rows.map((row) => screen.measure(row[index] ?? ''))),
  )
}

/** The places of the columns for which there is room, each as far as it is to be legible. */
function shownColumns(
  screen: Screen,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  header: boolean,
): number[] {
  const widths = naturalWidths(screen, columns, rows, header)
  const shown = columns.map((_, index) => index)
  const least = (index: number): number =>
    Math.min(widths[index] ?? 0, columns[index]?.expendable === true ? Number.POSITIVE_INFINITY : legible)
  const taken = (): number => shown.reduce((sum, index) => sum + least(index), 0) + gap * (shown.length - 1)
  for (;;) {
    const last = shown.findLastIndex((index) => columns[index]?.expendable === true)
    if (last === -1 || taken() <= screen.columns) return shown
    shown.splice(last, 1)
  }
}

/**
 * Natural widths; what is too much for the window is taken from the flexible column while it stays readable, then from
 * the widest others and it in turn, and only where even that is not enough from all of them.
 */
function fitWidths(
  screen: Screen,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  header: boolean,
): number[] {
  const widths = naturalWidths(screen, columns, rows, header)
  const flexible = columns.findIndex((column) => column.flexible)
  const others = widths.map((_, index) => index).filter((index) => index !== flexible)
  const widestFirst = (): number[] => others.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))
  let excess = widths.reduce((sum, width) => sum + width, 0) + gap * (columns.length - 1) - screen.columns
  const take = (indexes: readonly number[], least: number): void => {
    for (const index of indexes) {
      const width = widths[index] ?? 0
      const taken = Math.max(0, Math.min(excess, width - least))
      widths[index] = width - taken
      excess -= taken
    }
  }
  take([flexible], readable)
  take(widestFirst(), legible)
  take([flexible], legible)
  take(widestFirst(), narrow)
  take([flexible], narrow)
  take([...widestFirst(), flexible], narrowest)
  return widths
}
