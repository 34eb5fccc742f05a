/** What the requester thought of a solution: 1 (bad) to 5 (good), once. */
export interface Rating {
  score: number
  comment: string | null
  at: Date
}
