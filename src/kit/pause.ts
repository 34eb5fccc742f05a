/** Waits that long, or until something else is over: whichever comes first. */
export async function pause(milliseconds: number, other: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([over, other])
  clearTimeout(timer)
}
