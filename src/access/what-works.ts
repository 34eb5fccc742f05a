/** What an advisor who was let in can do at once, by the words to type. */
export function whatWorks(tenant: string): string[] {
  const lists = ['account', 'payment', 'ebics', 'statement', 'user', 'group', 'token', 'rule']
  return [`tenant show ${tenant} --all`, ...lists.map((noun) => `${noun} list -t ${tenant}`)]
}
