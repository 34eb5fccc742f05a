import type { Desk } from '../../desk'
import { type Screen, screenOf } from '../../kit/screen'
import type { Reader } from '../../store/schema'
import { listCategories } from '../category/category-store'
import { showScreen } from '../show-screen'
import { dueOf } from '../ticket'
import type { TicketDetails } from '../ticket-view'
import { saidIn } from '../topic/topic'
import { listTopics } from '../topic/topic-store'

/** Nothing of calendars is read for a ticket that is not due, or late. */
async function leftOf(desk: Desk, zone: string, { ticket }: TicketDetails): Promise<number | null> {
  const due = dueOf(ticket)
  if (due === null || ticket.lateness === 'late') return null
  return (await import('../time-left')).timeLeft(desk, zone, due)
}

/** A ticket as a person sees it, with the screen it was drawn for. */
export async function drawnTicket(
  desk: Desk,
  db: Reader,
  zone: string,
  details: TicketDetails,
  options: { nextStep: boolean } = { nextStep: true },
): Promise<{ screen: Screen; drawn: string }> {
  const { ticket, messages, attachments } = details
  const texts = [
    ticket.subject,
    ticket.description ?? '',
    ...messages.map(({ body }) => body),
    ...attachments.map(({ name }) => name),
  ]
  const screen = await screenOf(desk, zone, texts)
  const categories = await listCategories(db)
  const topics = ticket.topic === null && details.history === null ? [] : await listTopics(db)
  const labels = {
    categories: new Map(categories.map(({ id, label }) => [id, label[screen.language]])),
    topics: new Map(topics.map(({ id, title }) => [id, saidIn(title, screen.language)])),
  }
  return {
    screen,
    drawn: showScreen(screen, details, labels, { ...options, timeLeft: await leftOf(desk, zone, details) }),
  }
}
