/** How the desk addresses people in German: formally or not. Other languages make no difference. */
export type AddressForm = 'sie' | 'du'

/** What the sentence about an event is made of; empty where nothing is to be said of it. */
export interface ToldEvent {
  /** The payment, the order, or the ticket's number. */
  about: string
  /** Who did it. */
  who: string
  /** To whom it was done. */
  whom: string
  /** The team to which it was given. */
  team: string
  /** What it is now: a status by its label. */
  change: string
}
