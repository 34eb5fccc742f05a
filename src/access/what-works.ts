/** What an advisor who was let in can do at once, by the words to type. */
export function whatWorks(tenant: string): string[] {
  return [`tenant show ${tenant}`, `user list -t ${tenant}`, `group list -t ${tenant}`, `token list -t ${tenant}`]
}
